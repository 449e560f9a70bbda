//! Texts with a bar where a sentence ends; a line break ends one anyway.

use crate::document::Document;
use crate::document::character::is_line_break;

/// Reads the cases and reports all failures, not only the first.
fn check(cases: &[&str]) {
    let failures: Vec<String> = cases.iter().filter_map(|case| failure(case)).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn failure(case: &str) -> Option<String> {
    let text = case.replace('|', "");
    let document = Document::new(&text);
    let got: Vec<&str> = document.sentences().iter().map(|s| &document.view()[s.span.range()]).collect();
    let want: Vec<&str> =
        case.split(|c| c == '|' || is_line_break(c)).map(str::trim).filter(|part| !part.is_empty()).collect();
    (got != want).then(|| format!("want {want:?}\n got {got:?}"))
}

#[test]
fn plain_sentences_and_lines() {
    check(&[
        "",
        " \n \n",
        "Mưa lớn ở miền núi",
        "Trời mưa.| Đường ngập.| Học sinh nghỉ học.",
        "Mưa lớn ở miền núi\nHọc sinh nghỉ học\r\n\r\nĐường ngập.",
        "Dòng một\u{2028}dòng hai\u{2029}dòng ba\rdòng bốn",
        "Ai thắng?| Chưa rõ!| Hãy chờ.",
        "Nước lên nhanh . |Dân sơ tán .",
        "Giá tăng 5%.| 30 người ký tên.",
        "Gặp nhau lúc 9h30.| Sau đó cả nhóm đi bộ.",
    ]);
}

#[test]
fn abbreviations() {
    check(&[
        "Mưa ở TP.HCM và TP. Huế, cả Tp. Vinh.| Gió mạnh.",
        "Bà sống ở TP.HCM.| Con bà cũng vậy.",
        "GS.TS. Lê Văn Minh và PGS. TS. Trần Thị Lan dự.| Hai người phát biểu.",
        "ThS. Đỗ Hà, BS. Anh Thư, BS.CKII. Ngô Bình đều tới.",
        "Nhà ở Q.1, P.Bến Nghé.| Cửa hàng ở Q. Bình Thạnh, P. 7.",
        "Mr. Smith gặp Mrs. Jones ở St. Petersburg.| Trời lạnh.",
        "Biển ở TP. Bà Rịa, núi ở TX. Từ Sơn, TP. Đồng Hới.| Mưa to.",
        "Đội ta vs. Thái Lan đá lúc 19h.",
        "Có cam, quýt, bưởi, v.v. và nhiều loại khác.| Giá rẻ.",
        "Có cam, quýt, v.v.| Giá các loại đều rẻ.",
        "Công ty Mai Linh Co. Ltd. Hà Nội mở cửa.",
        "Hàng bán ra bằng USD.| Người mua trả sau.",
        "Xem thêm ở NXB. Trẻ, tr. 15.",
    ]);
}

#[test]
fn initials() {
    check(&[
        "Công an bắt ông N.V.A. khi ông đang ngủ.",
        "Công an bắt ông N.V.A.| Theo điều tra, ông nhận tiền.",
        "Nguyễn Văn A. (32 tuổi) và Mai X.B. khai nhận.",
        "Hôm qua anh C. cho biết đã gặp anh C.| Sau đó anh về quê.",
        "Anh gặp chị H.| Chị khóc.",
        "Anh đá thay C. Ronaldo và J. K. Rowling xem.",
        "Cháu T. Anh Thư về nhất.",
        "Xe của anh T.| Anh khai là mua lại.",
        "George W. Bush tới thăm.",
    ]);
}

#[test]
fn numbers_and_addresses() {
    check(&[
        "Giá 1.234,5 đồng, bán 30.000 chiếc, lãi 2.5 lần.| Kho còn ít.",
        "Đọc ở www.trang.vn và https://trang.vn/bai.html?id=3.| Trang mở từ 2020.",
        "Thư gửi an.le@trang.com.vn.| Hạn chót là 12.5.2024.",
        "Năm 2020.| Khởi đầu mới.",
    ]);
}

#[test]
fn quotes_and_brackets() {
    check(&[
        "“Tôi sẽ đi.”| Ông nói vậy.",
        "Ông nói: “Tôi đi.| Anh ở lại.”| Rồi ông đi.",
        "\"Tôi sẽ đi.\"| Ông nói vậy.",
        "Bà hỏi: \"Ai đó?\" rồi mở cửa.| Không có ai.",
        "“Hay quá!” - Ông An khen.",
        "“Đi đâu đấy?”, bà hỏi.| “Đi chợ!”, cô đáp.",
        "(Đây là ảnh cũ.)| Ảnh mới chưa có.",
        "Ông đến.| “Chào cả nhà!”| Mọi người cười.",
        "Ông đến. |\" Chào cả nhà . \" |Mọi người cười .",
        "Giá lên (có nơi gấp đôi!) trong tuần.",
        "Ông tới.| (Ảnh: Minh An)",
    ]);
}

#[test]
fn ellipses() {
    check(&[
        "Anh ngập ngừng... rồi đi.| Chị chờ… mãi.",
        "Cam, quýt, bưởi...| Ngoài ra còn có na.",
        "Cam, quýt, bưởi…| Ngoài ra còn có na.",
        "Thế à...?!| Tôi không biết.",
    ]);
}

#[test]
fn items() {
    check(&[
        "1. Về công tác cán bộ\n2. Về tài chính.| Năm nay thu tăng.",
        "II. Kết quả\na) Thu ngân sách\nb. Chi ngân sách\n- 3. Dự phòng",
        "Có hai việc: 1. Sửa đường; 2. Xây cầu.| Cả hai đều gấp.",
        "Điều 5. Phạm vi áp dụng",
    ]);
}
