//! Boosted trees: small trees of two questions each, whose answers add up (Friedman, “Greedy
//! function approximation”, 2001).
//!
//! What the questions are about is known to those who ask.

/// How many numbers write down one tree: three questions, each a feature and a limit, and four
/// answers.
pub const TREE: usize = 10;

/// Trees that answer one thing.
#[derive(Clone, Debug, Default)]
pub struct Trees(Vec<Tree>);

/// What a question asks: whether a feature lies above a limit.
#[derive(Clone, Copy, Debug)]
struct Question {
    feature: usize,
    limit: f32,
}

#[derive(Clone, Copy, Debug)]
struct Tree {
    first: Question,
    /// Behind no and behind yes.
    second: [Question; 2],
    answers: [[f32; 2]; 2],
}

impl Question {
    fn ask(self, features: &[f32]) -> bool {
        features.get(self.feature).is_some_and(|&value| value > self.limit)
    }
}

impl Trees {
    /// Reads trees as they are written down; numbers that make no whole tree are left out.
    #[must_use]
    pub fn new(numbers: &[f32]) -> Self {
        let question = |feature: f32, limit| Question { feature: feature as usize, limit };
        let tree = |&[a, b, c, d, e, f, w, x, y, z]: &[f32; TREE]| Tree {
            first: question(a, b),
            second: [question(c, d), question(e, f)],
            answers: [[w, x], [y, z]],
        };
        Self(numbers.as_chunks::<TREE>().0.iter().map(tree).collect())
    }

    /// Returns the sum of the answers.
    #[must_use]
    pub fn sum(&self, features: &[f32]) -> f32 {
        let answer = |tree: &Tree| {
            let [no, yes] = tree.second;
            let [no_answers, yes_answers] = tree.answers;
            let (question, answers) =
                if tree.first.ask(features) { (yes, yes_answers) } else { (no, no_answers) };
            let [no, yes] = answers;
            if question.ask(features) { yes } else { no }
        };
        self.0.iter().map(answer).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_add_up() {
        // Above 1 in the first feature? Then, above 5 in the second, or above 0 in the first.
        let tree = [0.0, 1.0, 0.0, 0.0, 1.0, 5.0, 1.0, 2.0, 3.0, 4.0];
        let trees = Trees::new(&[tree, tree].concat());
        for (features, expected) in
            [([0.0, 9.0], 2.0), ([1.0, 9.0], 4.0), ([2.0, 5.0], 6.0), ([2.0, 6.0], 8.0)]
        {
            assert_eq!(trees.sum(&features), expected);
        }
        assert_eq!(Trees::new(&[1.0; TREE - 1]).sum(&[9.0]), 0.0);
    }
}
