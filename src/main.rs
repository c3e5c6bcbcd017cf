//! One wasm binary, two roles: in a page it mounts `ui`, in a worker it runs `worker`.

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: audit_explorer::worker::Memory = audit_explorer::worker::Memory;

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This program is a page for the browser: `cargo xtask serve` builds and serves it.");
}

#[cfg(target_arch = "wasm32")]
fn main() {
    use wasm_bindgen::JsCast;
    console_error_panic_hook::set_once();
    if js_sys::global().is_instance_of::<web_sys::DedicatedWorkerGlobalScope>() {
        audit_explorer::worker::run();
    } else {
        audit_explorer::ui::mount();
    }
}
