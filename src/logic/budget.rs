//! The work that a proof may take, in steps. A count gives the same answer on every machine; a clock would not.

/// The remaining steps.
#[derive(Debug, Clone)]
pub(super) struct Budget {
    left: usize,
}

/// The budget is spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spent;

impl Budget {
    pub(super) fn new(steps: usize) -> Budget {
        Budget { left: steps }
    }

    /// Takes steps, if as many remain; else nothing remains.
    pub(super) fn take(&mut self, steps: usize) -> Result<(), Spent> {
        let left = self.left.checked_sub(steps);
        self.left = left.unwrap_or(0);
        left.map(drop).ok_or(Spent)
    }

    /// Takes as many of the steps as remain; the next [`take`](Budget::take) fails if they are too few.
    pub(super) fn spend(&mut self, steps: usize) {
        self.left = self.left.saturating_sub(steps);
    }
}
