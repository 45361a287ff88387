//! An executor: asks a scheduler for tasks and runs them, in so much memory and on so many threads.

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;

use ballista_core::error::BallistaError;
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};

use crate::functions;
use crate::refusal::RefusingCodec;
use crate::scheduler::{TASKS_ARE_ASKED_FOR, tell};
use crate::session::{MESSAGE_BYTES_MAX, config, runtime_of_executor};

/// How an executor is run.
#[derive(Clone, Debug)]
pub struct ExecutorOptions {
    /// The scheduler's host and port.
    pub scheduler: (String, u16),
    /// Where it listens for those who fetch results.
    pub listen: IpAddr,
    /// The port of that; 0 means any that is free.
    pub port: u16,
    /// The name by which others reach it, where that is not the address.
    pub external_host: Option<String>,
    /// How many tasks it runs at once.
    pub tasks: usize,
    /// The memory that it may take before queries write to the disk, in bytes, for all tasks.
    pub memory_bytes: usize,
    /// Where results and what does not fit in memory are written.
    pub work: PathBuf,
    /// The build whose functions it has.
    pub build: String,
}

/// Seconds between two signs of life.
const HEARTBEAT_SECONDS: u64 = 2;
/// The engine would split the memory evenly between tasks; ours is one account for all, with what functions
/// hold.
const NO_POOL_OF_ITS_OWN: u64 = 0;
/// How long a scheduler is looked for.
const CONNECT_SECONDS: u16 = 60;

/// Runs an executor until it is stopped.
pub async fn run(options: ExecutorOptions) -> Result<(), BallistaError> {
    std::fs::create_dir_all(&options.work)?;
    let port = free_port(options.listen, options.port)?;
    let settings = settings(&options, port, free_port(options.listen, 0)?);
    tell(&format!(
        "newstem-cluster executor {} at {}:{port}",
        settings.executor_id, options.listen
    ))?;
    start_executor_process(Arc::new(settings)).await
}

/// A port that was free a moment ago, since the service takes no listener.
fn free_port(listen: IpAddr, port: u16) -> std::io::Result<u16> {
    Ok(TcpListener::bind(SocketAddr::new(listen, port))?.local_addr()?.port())
}

fn settings(options: &ExecutorOptions, port: u16, grpc_port: u16) -> ExecutorProcessConfig {
    let (memory_bytes, work) = (options.memory_bytes, options.work.clone());
    ExecutorProcessConfig {
        bind_host: options.listen.to_string(),
        external_host: options.external_host.clone(),
        port,
        grpc_port,
        scheduler_host: options.scheduler.0.clone(),
        scheduler_port: options.scheduler.1,
        scheduler_connect_timeout_seconds: CONNECT_SECONDS,
        vcores: options.tasks,
        work_dir: Some(options.work.display().to_string()),
        executor_heartbeat_interval_seconds: HEARTBEAT_SECONDS,
        memory_pool_size: Some(NO_POOL_OF_ITS_OWN),
        task_scheduling_policy: TASKS_ARE_ASKED_FOR,
        grpc_max_decoding_message_size: MESSAGE_BYTES_MAX as u32,
        grpc_max_encoding_message_size: MESSAGE_BYTES_MAX as u32,
        override_function_registry: Some(Arc::new(registry(&options.build))),
        override_physical_codec: Some(Arc::new(RefusingCodec::new(&options.build))),
        override_config_producer: Some(Arc::new(config)),
        override_runtime_producer: Some(Arc::new(move |_| {
            runtime_of_executor(memory_bytes, &work)
        })),
        ..ExecutorProcessConfig::default()
    }
}

fn registry(build: &str) -> BallistaFunctionRegistry {
    let mut registry = BallistaFunctionRegistry::default();
    for function in functions::all(build) {
        registry.scalar_functions.insert(function.name().to_owned(), function);
    }
    registry
}
