//! Where a network runs.

use crate::error::{Error, Result};

/// Where a network runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Device {
    /// The first CUDA card if libtorch sees one, otherwise the CPU.
    #[default]
    Best,
    /// The CPU.
    Cpu,
    /// A CUDA card by its number, from 0.
    Cuda(usize),
}

impl Device {
    pub(super) fn resolve(self) -> Result<tch::Device> {
        let cards = if tch::Cuda::is_available() { tch::Cuda::device_count().max(0) as usize } else { 0 };
        match self {
            Device::Best if cards > 0 => Ok(tch::Device::Cuda(0)),
            Device::Best | Device::Cpu => Ok(tch::Device::Cpu),
            Device::Cuda(card) if card < cards => Ok(tch::Device::Cuda(card)),
            Device::Cuda(card) => {
                Err(Error::model(format!("no CUDA card {card}: libtorch sees {cards} of them")))
            }
        }
    }
}
