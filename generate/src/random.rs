//! Random numbers that are the same everywhere: xoshiro256++ seeded by splitmix64.

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Random([u64; 4]);

impl Random {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        let mut state = seed;
        Self([(); 4].map(|()| {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut word = state;
            word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            word ^ word >> 31
        }))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        let [a, b, c, d] = &mut self.0;
        let result = a.wrapping_add(*d).rotate_left(23).wrapping_add(*a);
        let shifted = *b << 17;
        *c ^= *a;
        *d ^= *b;
        *b ^= *c;
        *a ^= *d;
        *c ^= shifted;
        *d = d.rotate_left(45);
        result
    }

    /// At least 0 and below 1.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Below `count`, which is at least 1.
    pub fn below(&mut self, count: usize) -> usize {
        ((u128::from(self.bits()) * count as u128) >> 64) as usize
    }

    /// Whether something of this probability happens.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of several; there is at least one.
    pub fn pick<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        &several[self.below(several.len())]
    }

    /// One of several, the first ones far more often.
    pub fn pick_early<'a, T>(&mut self, several: &'a [T]) -> &'a T {
        let unit = self.unit();
        &several[((unit * unit * several.len() as f64) as usize).min(several.len() - 1)]
    }

    /// Puts several in random order.
    pub fn shuffle<T>(&mut self, several: &mut [T]) {
        for last in (1..several.len()).rev() {
            several.swap(last, self.below(last + 1));
        }
    }
}

/// Chooses among things of unequal weight in constant time, to one part in 65,536.
pub struct Weighted(Vec<u32>);

impl Weighted {
    /// Chooses the position of a weight in proportion to it.
    pub fn new(weights: impl Iterator<Item = f64>) -> Self {
        let mut sums: Vec<f64> = Vec::new();
        for weight in weights {
            sums.push(sums.last().copied().unwrap_or(0.0) + weight);
        }
        let total = sums.last().copied().unwrap_or(1.0);
        let place = |slot: u32| sums.partition_point(|&sum| sum <= (f64::from(slot) + 0.5) / 65_536.0 * total);
        Self(
            (0..65_536)
                .map(|slot| place(slot).min(sums.len().saturating_sub(1)) as u32)
                .collect(),
        )
    }

    /// Zipf's law: the n-th of `count` things has weight 1/n.
    pub fn zipf(count: usize) -> Self {
        Self::new((1..=count).map(|rank| 1.0 / rank as f64))
    }

    /// The position chosen.
    pub fn choose(&self, random: &mut Random) -> usize {
        self.0[(random.bits() >> 48) as usize] as usize
    }
}
