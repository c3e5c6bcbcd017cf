//! What is looked at, as plain data: clauses, panels, table. One mutator, so that undo, links and saved views are the same thing.

mod action;
mod actor;
mod beside;
mod board;
mod bookmark;
mod carry;
mod changes;
mod chart;
mod chart_queries;
mod compare;
mod computed;
mod cross;
mod evidence;
mod file_name;
mod fit;
mod groups;
pub mod guide;
mod history;
mod in_zone;
mod key;
mod lines;
mod link;
mod naming;
mod once;
mod pasted;
mod picked;
mod pieces;
mod pivot;
mod preset;
mod queries;
mod rank;
mod row_groups;
mod selection;
mod slot;
mod table_queries;
mod thing;
mod told;
mod tree;

pub use crate::engine::Sheet;
pub use action::Action;
pub use actor::{Field, Identity, Portrait};
pub use beside::{Joint, Meeting, is_other, log_among, short_name};
pub use board::{Tile, Width};
pub use carry::Carried;
pub use changes::{Change, Sides, changes};
pub use chart::{ChartKind, ChartMark, ChartRule, ChartSeries, ChartStyle, ChartView, MOST, PARTS, RuleAt, Run};
pub use compare::{CompareView, Compared, Contrasts, contrast_is};
pub use computed::{schema, told_zone};
pub use cross::{Cross, Ranges, depth, shade, wider};
pub use evidence::Exhibit;
pub use file_name::file_name;
pub use fit::{Fit, HOLDS, is_parquet, may_not_fit};
pub use groups::groupings;
pub use history::{History, Stop};
pub use in_zone::in_zone;
pub use key::{BUCKETS, Ends, bin_ends, cuts, during, ends, key_is, key_is_none_of, key_text};
pub use lines::{Branch, Line, Lines, Outline};
pub use link::{from_link, to_link};
pub use naming::{key_name, measure_name, text_of};
pub use once::once;
pub use pasted::{Pasted, absent, values_in};
pub use picked::Picked;
pub use pieces::pieces;
pub use pivot::{Axis, Heat, PivotView, pivots};
pub use preset::presets;
pub use queries::{Around, Screen};
pub use rank::rank;
pub use row_groups::{GROUPS, RowGroups, RowKey, UNITS};
pub use selection::{Area, Selection};
pub use slot::Slot;
pub use table_queries::told_around;
pub use thing::readable;
pub use tree::Node;

use crate::query::{Bucket, Computed, Having, Key, Measure, Order, Predicate};
use crate::words;
use serde::{Deserialize, Serialize};

/// The whole state of the screen that is worth keeping. Holds no data of the log beyond what the user typed or clicked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// Columns worked out of others.
    pub computed: Vec<Computed>,
    /// Lists of values that filters name.
    pub pasted: Vec<Pasted>,
    /// The filter: all enabled clauses hold.
    pub clauses: Vec<Clause>,
    pub tab: Tab,
    pub table: TableView,
    pub timeline: TimelineView,
    pub group: GroupView,
    pub pivot: PivotView,
    pub chart: ChartView,
    /// Charts put on a page, in their order.
    #[serde(skip_serializing_if = "chart::usual")]
    pub board: Vec<Tile>,
    pub compare: CompareView,
    /// Whose page the actor tab shows.
    pub identity: Option<Identity>,
    /// Questions asked with other numbers than usual.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tuned: Vec<guide::Tuned>,
    /// Fields folded or unfolded by hand in the fields panel, by column name: those of the roles begin unfolded, others folded.
    pub fields: Vec<String>,
    pub zone: ZoneChoice,
    /// Whether keys of a single letter or sign do nothing, for people who dictate.
    pub mute: bool,
    /// The log that the rows are of which are named by their numbers ([`crate::protocol::Report::print`]), in links that name some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

/// A piece of the filter that remembers who made it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// The panel whose gesture made it; that panel is not narrowed by it. `None`: typed.
    pub source: Option<Slot>,
    pub predicate: Predicate,
    /// Kept, but not applied.
    #[serde(default)]
    pub disabled: bool,
}

/// The middle of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tab {
    #[default]
    Events,
    Group,
    Pivot,
    Chart,
    Board,
    Compare,
    /// Everything of one identity.
    Actor,
    /// The questions people ask of such a log.
    Questions,
}

impl Tab {
    /// What stands on it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Events => words::common::EVENTS,
            Self::Group => words::frame::GROUP,
            Self::Pivot => words::common::PIVOT,
            Self::Chart => words::common::CHART,
            Self::Board => words::common::BOARD,
            Self::Compare => words::common::COMPARE,
            Self::Actor => words::common::ACTOR,
            Self::Questions => words::common::QUESTIONS,
        }
    }
}

/// The events table. `None` columns: those the report suggests.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableView {
    pub columns: Option<Vec<String>>,
    /// Columns that stay in sight at the left while the others are scrolled.
    pub pinned: Vec<String>,
    /// Widths in pixels of columns that were resized.
    pub widths: Vec<(String, u32)>,
    /// `None`: by the time role, newest first, where there is one.
    pub sort: Option<Vec<(String, Order)>>,
    /// What the rows stand under.
    #[serde(skip_serializing_if = "row_groups::none")]
    pub group: RowGroups,
    /// The open row.
    pub open: Option<u64>,
    pub density: Density,
    /// Long texts go on over three lines; every row is then as tall.
    pub wrap: bool,
    /// Whether a line below the rows sums up each column.
    pub totals: bool,
    /// What is sought among the rows that match, without leaving any out.
    pub find: Option<Predicate>,
    /// Rows and cells in colour; where several fit, the first.
    pub marks: Vec<Mark>,
}

/// How close the rows of the table stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Density {
    Compact,
    #[default]
    Normal,
    Roomy,
}

/// A colour for what passes a test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    pub predicate: Predicate,
    /// A slot of the chart's palette.
    pub color: usize,
    /// The column whose cells are coloured; `None`: the whole row.
    #[serde(default)]
    pub column: Option<String>,
}

/// The timeline. `None` column: the time role; `None` by: what tells events apart; an empty one: not stacked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TimelineView {
    pub column: Option<String>,
    pub by: Option<String>,
    /// `None`: automatic.
    pub bucket: Option<Bucket>,
}

/// Rows by keys, nested in the order given.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupView {
    /// Names the grouped result where it is taken away; may be empty.
    pub title: String,
    pub by: Vec<Key>,
    /// Beside the count, which is always there.
    pub measures: Vec<Named>,
    /// Which groups are shown at all; the count is the first measure.
    pub having: Vec<Having>,
    /// Position among the measures (0 is the count) and direction; `None` position: by the key.
    pub sort: Option<(Option<usize>, Order)>,
    /// So many groups under one parent, the rest together; `None`: a thousand.
    pub limit: Option<usize>,
    /// Whether numbers are shaded, each measure by itself.
    pub heat: bool,
    /// Opened groups, each a path of key values as text (`None` is null).
    pub open: Vec<Vec<Option<String>>>,
}

impl GroupView {
    /// What the groups by the key at this depth are sorted by: as chosen, else times, hours and bins in their own order, and all else, and
    /// what is cut to a top, by the count.
    pub fn order(&self, depth: usize) -> (Option<usize>, Order) {
        let natural = self.limit.is_none() && self.by.get(depth).is_some_and(key::ordered);
        self.sort.unwrap_or(if natural {
            (None, Order::Ascending)
        } else {
            (Some(0), Order::Descending)
        })
    }
}

/// A measure under the name its maker gave it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Named {
    pub name: String,
    pub measure: Measure,
}

/// In which zone times are shown and days begin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ZoneChoice {
    #[default]
    Utc,
    /// The zone of the browser that opens the link, as links of earlier versions say.
    Local,
    /// An IANA name.
    Named(String),
}

impl View {
    /// The filter with everything that applies.
    pub fn filter(&self) -> Predicate {
        self.filter_for(None)
    }

    /// The filter as the panel `slot` sees it: without the clauses it made itself.
    pub fn filter_for(&self, slot: Option<&Slot>) -> Predicate {
        let applies = |clause: &&Clause| !clause.disabled && (slot.is_none() || clause.source.as_ref() != slot);
        Predicate::all(
            self.clauses
                .iter()
                .filter(applies)
                .map(|clause| clause.predicate.clone()),
        )
    }
}
