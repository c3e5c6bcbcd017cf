//! The memory of a tab: where it is full, that is said in a sentence before everything stops.

use crate::words;
use std::alloc::{GlobalAlloc, Layout, System};

/// The system's allocator, which says so where there is no more.
pub struct Memory;

// SAFETY: all of it is the system's; where that has no memory left, an exception ends the program instead of a trap without a word.
unsafe impl GlobalAlloc for Memory {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise is handed on, here and below.
        there(unsafe { System.alloc(layout) })
    }

    #[inline]
    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(place, layout) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: as above.
        there(unsafe { System.alloc_zeroed(layout) })
    }

    #[inline]
    unsafe fn realloc(&self, place: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: as above.
        there(unsafe { System.realloc(place, layout, size) })
    }
}

#[inline]
fn there(place: *mut u8) -> *mut u8 {
    if place.is_null() {
        full();
    }
    place
}

#[cold]
fn full() -> ! {
    wasm_bindgen::throw_str(words::engine::MEMORY_OF_THIS_TAB)
}
