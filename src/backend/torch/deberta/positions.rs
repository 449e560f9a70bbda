//! How far pieces are apart: exactly when near, in buckets that grow with the distance when far.

use tch::Tensor;

/// Distances of `count` pieces, `[count, count]`: place of the row minus place of the column. With `buckets` above 0,
/// those beyond half of them share buckets up to the distance `farthest`.
pub(super) fn relative(count: i64, buckets: i64, farthest: i64) -> Tensor {
    let distance = |place: i64| {
        let distance = place / count - place % count;
        if buckets > 0 && farthest > 0 { bucket(distance, buckets / 2, farthest) } else { distance }
    };
    let distances: Vec<i64> = (0..count * count).map(distance).collect();
    Tensor::from_slice(&distances).view([count, count])
}

/// Single precision, because the original computes in it, and a bucket's edge may lie on an integer.
fn bucket(distance: i64, half: i64, farthest: i64) -> i64 {
    if distance.abs() <= half {
        return distance;
    }
    let share = (distance.abs() as f32 / half as f32).ln() / ((farthest - 1) as f32 / half as f32).ln();
    distance.signum() * ((share * (half - 1) as f32).ceil() as i64 + half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_distances_are_exact_and_far_ones_share_buckets() {
        // 256 buckets for 512 positions, as in DeBERTa-v3; what `make_log_bucket_position` of transformers gives.
        let distances = [0, 5, -128, 129, 200, -300, -511, 511];
        assert_eq!(
            distances.map(|distance| bucket(distance, 128, 512)),
            [0, 5, -128, 129, 169, -207, -255, 255]
        );
        assert_eq!(
            Vec::<i64>::try_from(relative(3, 0, 0).view(-1)).expect("are integers"),
            [0, -1, -2, 1, 0, -1, 2, 1, 0]
        );
    }
}
