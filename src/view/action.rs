//! Every step a user can take, and what it does to the view.

use super::guide::Tuned;
use super::{
    ChartView, Clause, CompareView, GroupView, Identity, Pasted, PivotView, Slot, Tab, TableView, TimelineView, View,
    ZoneChoice,
};
use crate::query::{Computed, Order, Predicate};

/// One step. `View::apply` is the only way a view changes.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Takes the whole filter as typed; clauses that stay the same keep their makers.
    SetFilter(Vec<Predicate>),
    /// Adds a clause; the same predicate twice is once, and its opposite is replaced.
    Add {
        source: Option<Slot>,
        predicate: Predicate,
    },
    /// Replaces everything a panel said by this (`Predicate::All` takes it back): brushes and value lists.
    Replace {
        source: Slot,
        predicate: Predicate,
    },
    Remove(usize),
    Negate(usize),
    Toggle(usize),
    /// Changes one clause in place.
    Edit(usize, Predicate),
    Clear,
    SetTab(Tab),
    /// Asks a question with these numbers.
    Tune(Tuned),
    /// Sorts by this column alone, or also by it (`also`); a column already sorted turns round, then is dropped.
    Sort {
        column: String,
        also: bool,
        now: Vec<(String, Order)>,
    },
    SetColumns(Vec<String>),
    Resize {
        column: String,
        width: u32,
    },
    /// Keeps a column in sight at the left, or lets it go.
    Pin(String),
    Open(Option<u64>),
    /// Opens the groups of rows at these paths that are shut, and shuts those that are open.
    Turn(Vec<Vec<Option<String>>>),
    /// Opens all groups of rows, or shuts all.
    TurnAll(bool),
    /// Seeks among the rows that match; `None` stops that.
    Find(Option<Predicate>),
    SetTable(TableView),
    SetTimeline(TimelineView),
    SetGroup(GroupView),
    SetPivot(PivotView),
    SetChart(ChartView),
    SetCompare(CompareView),
    /// Shows everything of one identity.
    Identify(Identity),
    /// Takes these as the computed columns, and shows these columns in the table where they are given.
    Compute {
        columns: Vec<Computed>,
        shown: Option<Vec<String>>,
    },
    /// Takes these as the lists of values.
    SetLists(Vec<Pasted>),
    /// Folds or unfolds a field in the fields panel.
    Unfold(String),
    SetZone(ZoneChoice),
    /// Switches the keys of a single letter off or on.
    Mute(bool),
    /// Shows another view altogether: a link, a saved view.
    Show(Box<View>),
}

impl Action {
    /// Whether a step back should return to before this: small adjustments of the screen are no steps.
    pub fn is_step(&self) -> bool {
        !matches!(
            self,
            Self::Resize { .. }
                | Self::Open(_)
                | Self::Turn(_)
                | Self::TurnAll(_)
                | Self::Unfold(_)
                | Self::Find(_)
                | Self::Mute(_)
        )
    }
}

impl View {
    /// Takes one step.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::SetFilter(parts) => self.set_filter(parts),
            Action::Add { source, predicate } => self.add(source, predicate),
            Action::Replace { source, predicate } => self.replace(source, predicate),
            Action::Remove(at) => {
                if at < self.clauses.len() {
                    self.clauses.remove(at);
                }
            }
            Action::Negate(at) => self.edit(at, Predicate::negate),
            Action::Toggle(at) => {
                if let Some(clause) = self.clauses.get_mut(at) {
                    clause.disabled = !clause.disabled;
                }
            }
            Action::Edit(at, predicate) => self.edit(at, |_| predicate),
            Action::Clear => self.clauses.clear(),
            Action::SetTab(tab) => self.tab = tab,
            Action::Tune(tuned) => {
                self.tuned.retain(|other| other.card != tuned.card);
                self.tuned.push(tuned);
            }
            Action::Sort { column, also, now } => self.table.sort = Some(sorted(now, column, also)),
            Action::SetColumns(columns) => self.table.columns = Some(columns),
            Action::Resize { column, width } => {
                self.table.widths.retain(|(name, _)| *name != column);
                self.table.widths.push((column, width));
            }
            Action::Pin(column) => match self.table.pinned.iter().position(|name| *name == column) {
                Some(at) => drop(self.table.pinned.remove(at)),
                None => self.table.pinned.push(column),
            },
            Action::Open(row) => self.table.open = row,
            Action::Turn(paths) => paths.into_iter().for_each(|path| self.table.group.turn(path)),
            Action::TurnAll(open) => self.table.group.turn_all(open),
            Action::Find(predicate) => self.table.find = predicate.filter(|predicate| *predicate != Predicate::All),
            Action::SetTable(table) => self.table = table,
            Action::SetTimeline(timeline) => self.timeline = timeline,
            Action::SetGroup(group) => self.group = group,
            Action::SetPivot(pivot) => self.pivot = pivot,
            Action::SetChart(chart) => self.chart = chart,
            Action::SetCompare(compare) => self.compare = compare,
            Action::Identify(identity) => {
                self.identity = Some(identity);
                self.tab = Tab::Actor;
            }
            Action::Unfold(column) => match self.fields.iter().position(|name| *name == column) {
                Some(at) => drop(self.fields.remove(at)),
                None => self.fields.push(column),
            },
            Action::Compute { columns, shown } => {
                self.set_computed(columns);
                self.table.columns = shown.or(self.table.columns.take());
            }
            Action::SetZone(zone) => self.zone = zone,
            Action::Mute(mute) => self.mute = mute,
            Action::SetLists(lists) => self.pasted = lists,
            Action::Show(view) => {
                let lists = std::mem::replace(self, *view).pasted;
                self.fill_lists(&lists);
            }
        }
    }

    fn set_filter(&mut self, parts: Vec<Predicate>) {
        let mut before: Vec<Clause> = std::mem::take(&mut self.clauses);
        for predicate in parts {
            let kept = before
                .iter()
                .position(|clause| !clause.disabled && clause.predicate == predicate);
            self.clauses.push(match kept {
                Some(at) => before.remove(at),
                None => Clause {
                    source: None,
                    predicate,
                    disabled: false,
                },
            });
        }
        self.clauses.extend(before.into_iter().filter(|clause| clause.disabled));
    }

    fn add(&mut self, source: Option<Slot>, predicate: Predicate) {
        let opposite = predicate.clone().negate();
        self.clauses
            .retain(|clause| clause.predicate != predicate && clause.predicate != opposite);
        if predicate != Predicate::All {
            self.clauses.push(Clause {
                source,
                predicate,
                disabled: false,
            });
        }
    }

    fn replace(&mut self, source: Slot, predicate: Predicate) {
        let place = self
            .clauses
            .iter()
            .position(|clause| clause.source.as_ref() == Some(&source));
        self.clauses.retain(|clause| clause.source.as_ref() != Some(&source));
        if predicate != Predicate::All {
            let at = place.unwrap_or(self.clauses.len()).min(self.clauses.len());
            self.clauses.insert(
                at,
                Clause {
                    source: Some(source),
                    predicate,
                    disabled: false,
                },
            );
        }
    }

    fn edit(&mut self, at: usize, change: impl FnOnce(Predicate) -> Predicate) {
        if let Some(clause) = self.clauses.get_mut(at) {
            clause.predicate = change(std::mem::take(&mut clause.predicate));
        }
        self.clauses.retain(|clause| clause.predicate != Predicate::All);
    }
}

fn sorted(now: Vec<(String, Order)>, column: String, also: bool) -> Vec<(String, Order)> {
    let before = now.iter().find(|(name, _)| *name == column).map(|&(_, order)| order);
    let next = match before {
        None => Some(Order::Ascending),
        Some(Order::Ascending) => Some(Order::Descending),
        Some(Order::Descending) => None,
    };
    let mut sort = if also {
        now
    } else {
        now.into_iter().filter(|(name, _)| *name == column).collect()
    };
    let place = sort.iter().position(|(name, _)| *name == column);
    match (place, next) {
        (Some(at), Some(order)) => sort[at].1 = order,
        (Some(at), None) => drop(sort.remove(at)),
        (None, Some(order)) => sort.push((column, order)),
        (None, None) => {}
    }
    sort
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Op;

    fn is(column: &str, text: &str) -> Predicate {
        Predicate::test(column, Op::Equals(text.into()))
    }

    #[test]
    fn a_panel_is_not_narrowed_by_its_own_clause() {
        let mut view = View::default();
        view.apply(Action::Replace {
            source: Slot::Timeline,
            predicate: is("t", "1"),
        });
        view.apply(Action::Add {
            source: Some(Slot::Facet("a".into())),
            predicate: is("a", "x"),
        });
        assert_eq!(view.filter_for(Some(&Slot::Timeline)), is("a", "x"));
        assert_eq!(view.filter_for(Some(&Slot::Facet("a".into()))), is("t", "1"));
        assert_eq!(view.filter(), Predicate::And(vec![is("t", "1"), is("a", "x")]));
    }

    #[test]
    fn typing_keeps_the_makers_of_clauses_that_stay() {
        let mut view = View::default();
        view.apply(Action::Replace {
            source: Slot::Timeline,
            predicate: is("t", "1"),
        });
        view.apply(Action::SetFilter(vec![is("b", "y"), is("t", "1")]));
        assert_eq!(view.clauses[1].source, Some(Slot::Timeline));
        assert_eq!(view.clauses[0].source, None);
    }

    #[test]
    fn adding_the_opposite_replaces() {
        let mut view = View::default();
        view.apply(Action::Add {
            source: None,
            predicate: is("a", "x"),
        });
        view.apply(Action::Add {
            source: None,
            predicate: is("a", "x").negate(),
        });
        assert_eq!(view.filter(), is("a", "x").negate());
        view.apply(Action::Toggle(0));
        assert_eq!(view.filter(), Predicate::All);
    }

    #[test]
    fn sorting_goes_up_down_and_off() {
        let up = sorted(vec![], "a".into(), false);
        assert_eq!(up, [("a".to_string(), Order::Ascending)]);
        let down = sorted(up, "a".into(), false);
        assert_eq!(down, [("a".to_string(), Order::Descending)]);
        let both = sorted(down.clone(), "b".into(), true);
        assert_eq!(both.len(), 2);
        assert_eq!(sorted(down, "a".into(), false), []);
    }
}
