//! Several charts on a page: each a tile with its own width and height, in the order of the page.

use super::{ChartView, Clause, Slot, View};
use crate::words;
use serde::{Deserialize, Serialize};

/// A chart on the board.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tile {
    /// Tells it from the others for as long as it is on the board.
    pub id: u32,
    pub chart: ChartView,
    pub width: Width,
    /// Twice as high as usual.
    pub tall: bool,
}

/// How much of the board's width a tile takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Width {
    Third,
    #[default]
    Half,
    Whole,
}

impl Width {
    /// The next wider one, the narrowest after the widest.
    pub fn next(self) -> Self {
        match self {
            Self::Third => Self::Half,
            Self::Half => Self::Whole,
            Self::Whole => Self::Third,
        }
    }

    /// How people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Third => words::board::WIDTH_THIRD,
            Self::Half => words::board::WIDTH_HALF,
            Self::Whole => words::board::WIDTH_WHOLE,
        }
    }
}

impl View {
    /// The chart of a panel: the one being built, or one on the board.
    pub fn chart_of(&self, slot: &Slot) -> Option<&ChartView> {
        match slot {
            Slot::Chart => Some(&self.chart),
            Slot::Tile(id) => self.board.iter().find(|tile| tile.id == *id).map(|tile| &tile.chart),
            _ => None,
        }
    }

    /// Changes the chart of a panel. With other sides, what was picked on the old ones becomes a filter like any other.
    pub fn change_chart(&mut self, slot: &Slot, change: impl FnOnce(&mut ChartView)) {
        let chart = match slot {
            Slot::Tile(id) => self
                .board
                .iter_mut()
                .find(|tile| tile.id == *id)
                .map(|tile| &mut tile.chart),
            _ => Some(&mut self.chart),
        };
        let Some(chart) = chart else { return };
        let sides = |chart: &ChartView| (chart.kind, chart.x.clone(), chart.y.clone(), chart.via.clone());
        let before = sides(chart);
        change(chart);
        if sides(chart) != before {
            self.disown(slot);
        }
    }

    /// Puts the chart being built on the board: in the place of the tile it came from, else behind all others.
    pub fn pin_chart(&mut self) {
        let chart = self.chart.clone();
        match self.board.iter_mut().find(|tile| Some(tile.id) == chart.tile) {
            Some(tile) => {
                let slot = Slot::Tile(tile.id);
                tile.chart = chart;
                self.disown(&slot);
            }
            None => {
                let id = self.board.iter().map(|tile| tile.id + 1).max().unwrap_or(0);
                let chart = ChartView {
                    tile: Some(id),
                    ..chart
                };
                self.chart.tile = Some(id);
                self.board.push(Tile {
                    id,
                    chart,
                    ..Tile::default()
                });
            }
        }
    }

    /// Takes a tile off the board; what was picked on it becomes a filter like any other.
    pub fn unpin_chart(&mut self, id: u32) {
        self.board.retain(|tile| tile.id != id);
        self.disown(&Slot::Tile(id));
        if self.chart.tile == Some(id) {
            self.chart.tile = None;
        }
    }

    /// Moves a tile before another, or behind all where there is no other.
    pub fn move_tile(&mut self, id: u32, before: Option<u32>) {
        let Some(at) = self.board.iter().position(|tile| tile.id == id) else {
            return;
        };
        if before == Some(id) {
            return;
        }
        let tile = self.board.remove(at);
        let to = self.board.iter().position(|tile| Some(tile.id) == before);
        self.board.insert(to.unwrap_or(self.board.len()), tile);
    }

    fn disown(&mut self, slot: &Slot) {
        let own = |clause: &&mut Clause| clause.source.as_ref() == Some(slot);
        self.clauses
            .iter_mut()
            .filter(own)
            .for_each(|clause| clause.source = None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{Key, Op, Predicate};
    use crate::view::{from_link, to_link};

    fn titles(view: &View) -> Vec<&str> {
        view.board.iter().map(|tile| tile.chart.title.as_str()).collect()
    }

    #[test]
    fn tiles_are_put_moved_and_taken_off() {
        let mut view = View::default();
        for title in ["a", "b", "c"] {
            view.chart = ChartView {
                title: title.into(),
                ..ChartView::default()
            };
            view.pin_chart();
        }
        assert_eq!(titles(&view), ["a", "b", "c"]);
        view.move_tile(2, Some(0));
        assert_eq!(titles(&view), ["c", "a", "b"]);
        view.move_tile(2, None);
        view.move_tile(9, None);
        assert_eq!(titles(&view), ["a", "b", "c"]);
        // The chart in the builder is still that of the last tile.
        view.chart.title = "d".into();
        view.pin_chart();
        assert_eq!(titles(&view), ["a", "b", "d"]);
        view.unpin_chart(1);
        assert_eq!(from_link(&to_link(&view)), Some(view.clone()));
        view.chart.tile = None;
        view.pin_chart();
        assert_eq!(titles(&view), ["a", "d", "d"]);
        let ids: Vec<u32> = view.board.iter().map(|tile| tile.id).collect();
        assert_eq!(ids, [0, 2, 3]);
    }

    #[test]
    fn what_was_picked_on_other_sides_becomes_a_filter() {
        let mut view = View::default();
        view.pin_chart();
        let slot = Slot::Tile(0);
        view.clauses.push(Clause {
            source: Some(slot.clone()),
            predicate: Predicate::test("a", Op::Exists),
            disabled: false,
        });
        view.change_chart(&slot, |chart| chart.log = true);
        assert_eq!(view.clauses[0].source, Some(slot.clone()));
        assert_eq!(view.filter_for(Some(&slot)), Predicate::All);
        view.change_chart(&slot, |chart| chart.x = Some(Key::Column("b".into())));
        assert_eq!(view.clauses[0].source, None);
        assert!(view.chart_of(&slot).is_some_and(|chart| chart.log));
        assert_eq!(view.chart_of(&Slot::Page), None);
    }
}
