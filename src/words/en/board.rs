//! The board of charts.

pub const EMPTY: &str = "Nothing is on the board yet. Make a chart, then put it here with “Put on the board”.";
pub const MAKE_CHART: &str = "Make a chart";
pub const DRAG_TO_MOVE: &str = "Drag to move";
pub const MOVE_BACK: &str = "Move back";
pub const MOVE_ON: &str = "Move on";
pub const ANOTHER_WIDTH: &str = "Another width";
pub const ANOTHER_HEIGHT: &str = "Another height";
pub const CHANGE: &str = "Change";
pub const TAKE_OFF_BOARD: &str = "Take off the board";
pub const CANNOT_BE_DRAWN: &str = "This log has no column that this chart is drawn of.";
pub const WIDTH_THIRD: &str = "a third";
pub const WIDTH_HALF: &str = "half";
pub const WIDTH_WHOLE: &str = "whole";
