//! Exact decimal numbers: what a text says is decimal, so nothing is rounded before the end.

use std::cmp::Ordering;

/// `mantissa / 10^scale`. All arithmetic is checked: what does not fit is `None`, never a wrong number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    pub(crate) const fn integer(value: u64) -> Self {
        Decimal { mantissa: value as i128, scale: 0 }
    }

    /// `mantissa / 10^scale`.
    pub(crate) const fn new(mantissa: i128, scale: u32) -> Self {
        Decimal { mantissa, scale }
    }

    /// Reads the digits before and after the decimal mark.
    pub(crate) fn from_digits(whole: &str, fraction: &str) -> Option<Self> {
        // 30 digits fit an i128 with room for the largest scale word.
        if whole.len() + fraction.len() > 30 {
            return None;
        }
        let mantissa = whole.bytes().chain(fraction.bytes()).try_fold(0_i128, |value, digit| {
            value.checked_mul(10)?.checked_add(i128::from(digit.checked_sub(b'0')?))
        })?;
        Some(Decimal { mantissa, scale: u32::try_from(fraction.len()).ok()? })
    }

    /// The value times `10^exponent`.
    pub(crate) fn shifted(self, exponent: u32) -> Option<Self> {
        let absorbed = exponent.min(self.scale);
        let power = 10_i128.checked_pow(exponent - absorbed)?;
        Some(Decimal { mantissa: self.mantissa.checked_mul(power)?, scale: self.scale - absorbed })
    }

    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let sum = self.at_scale(scale)?.checked_add(other.at_scale(scale)?)?;
        Some(Decimal { mantissa: sum, scale })
    }

    pub(crate) fn times(self, factor: u32) -> Option<Self> {
        Some(Decimal { mantissa: self.mantissa.checked_mul(i128::from(factor))?, scale: self.scale })
    }

    pub(crate) fn half(self) -> Option<Self> {
        Some(Decimal { mantissa: self.mantissa.checked_mul(5)?, scale: self.scale.checked_add(1)? })
    }

    fn at_scale(self, scale: u32) -> Option<i128> {
        self.mantissa.checked_mul(10_i128.checked_pow(scale - self.scale)?)
    }

    pub(crate) fn compare(self, other: Self) -> Ordering {
        self.to_f64().total_cmp(&other.to_f64())
    }

    /// The nearest `f64`, correctly rounded.
    pub(crate) fn to_f64(self) -> f64 {
        // The standard parser rounds correctly; dividing by a power of ten would round twice.
        format!("{}e-{}", self.mantissa, self.scale).parse().unwrap_or(f64::NAN)
    }

    /// Whether it is a whole number that `divisor` divides.
    pub(crate) fn is_multiple_of(self, divisor: u32) -> bool {
        let Some(unit) = 10_i128.checked_pow(self.scale) else { return false };
        unit.checked_mul(i128::from(divisor)).is_some_and(|whole| self.mantissa % whole == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_to_the_last_digit() {
        let value = Decimal::from_digits("999999999999999999", "").and_then(|d| d.plus(Decimal::integer(1)));
        assert_eq!(value, Some(Decimal::integer(1_000_000_000_000_000_000)));
        assert_eq!(
            Decimal::from_digits("14", "330").and_then(|d| d.shifted(12)),
            Some(Decimal::new(14_330_000_000_000, 0))
        );
        assert_eq!(Decimal::from_digits("0", "1").map(Decimal::to_f64), Some(0.1));
    }

    #[test]
    fn refuses_what_does_not_fit() {
        assert_eq!(Decimal::from_digits(&"9".repeat(31), ""), None);
        assert_eq!(Decimal::integer(u64::MAX).shifted(30), None);
    }
}
