//! The scheduler: takes plans, gives their tasks to executors, and ends jobs that a lost executor worked for.
//!
//! The engine would go on with such a job, and do again what must be. But where a task has failed because
//! what it reads is lost, and its neighbours were done, it does those again too and hands over the rows of
//! both times, without a word: a file of articles came twice. So here a job that lost anything fails, and
//! the driver asks for all of it anew.

use std::collections::BTreeSet;
use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::BallistaError;
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use ballista_scheduler::scheduler_server::SchedulerServer;
use datafusion::common::exec_err;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use tokio::net::TcpListener;

use crate::presence::{LOOK_EVERY, Presence};
use crate::session::{MESSAGE_BYTES_MAX, config, runtime, state};

/// How a scheduler is run.
#[derive(Clone, Debug)]
pub struct SchedulerOptions {
    /// Where it listens; port 0 means any that is free.
    pub listen: SocketAddr,
    /// After so many seconds without a word an executor is taken for lost.
    pub executor_timeout_seconds: u64,
    /// The build whose functions it plans with.
    pub build: String,
}

/// Executors ask for tasks. A scheduler that hands them out by itself keeps count of who is free, and loses
/// count when a task is cancelled because what it reads went with another executor: with one task at a
/// time the executor that is left is never given another, and the run stands still.
pub const TASKS_ARE_ASKED_FOR: TaskSchedulingPolicy = TaskSchedulingPolicy::PullStaged;

/// A busy executor gives a sign of life every so many seconds.
const SIGN_OF_LIFE_SECONDS_MAX: u64 = 5;
/// So many seconds after we do, the engine itself takes an executor for lost; jobs are over by then.
const ENGINE_LATER_SECONDS: u64 = 5;
/// A stage fails when it cannot read what it needs for the first time.
const STAGE_FAILURES_MAX: usize = 1;

type Scheduler = SchedulerServer<LogicalPlanNode, PhysicalPlanNode>;

/// Runs a scheduler until it is stopped.
pub async fn run(options: SchedulerOptions) -> Result<(), BallistaError> {
    let listener = TcpListener::bind(options.listen).await?;
    let address = listener.local_addr()?;
    let presence = Arc::new(Presence::new(options.executor_timeout_seconds));
    let config = Arc::new(settings(&options, address, presence.clone()));
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let scheduler: Scheduler = create_scheduler(cluster, config).await?;
    tokio::spawn(listen_for_executors(scheduler.clone(), presence));
    tell(&format!("newstem-cluster scheduler listens on {address}"))?;
    start_grpc_service_with_listener(listener, scheduler).await
}

/// Notes signs of life for as long as the process lives, and ends the jobs of those who give none.
async fn listen_for_executors(scheduler: Scheduler, presence: Arc<Presence>) {
    let mut lost = BTreeSet::new();
    loop {
        if let Ok(executors) = scheduler.state.executor_manager.get_executors_state().await {
            for (executor, heard, _) in executors {
                let Some(heard) = heard.map(|heard| heard.as_secs()) else { continue };
                presence.hear(heard);
                if presence.takes_for_lost(heard) && lost.insert(executor.id) {
                    end_jobs_begun_before(&scheduler, heard).await;
                }
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Ends the jobs that an executor may have worked for which was last heard of then, in seconds since 1970.
/// Later ones never had it, since it asks for tasks.
async fn end_jobs_begun_before(scheduler: &Scheduler, heard: u64) {
    let end_ms = (heard + SIGN_OF_LIFE_SECONDS_MAX) * 1000;
    let jobs = scheduler.state.task_manager.get_running_jobs().await.unwrap_or_default();
    for job in jobs.into_iter().filter(|job| job.start_time <= end_ms) {
        // A job that cannot be ended is over.
        let _ = scheduler.cancel_job(job.job_id).await;
    }
}

fn settings(
    options: &SchedulerOptions,
    address: SocketAddr,
    presence: Arc<Presence>,
) -> SchedulerConfig {
    let build = options.build.clone();
    let planner = move |config| match presence.refusal() {
        Some(refusal) => exec_err!("{refusal}"),
        None => Ok(state(config, runtime(None)?, &build)),
    };
    let mut settings = SchedulerConfig::default()
        .with_override_config_producer(Arc::new(config))
        .with_override_session_builder(Arc::new(planner))
        .with_grpc_server_max_decoding_message_size(MESSAGE_BYTES_MAX as u32)
        .with_grpc_server_max_encoding_message_size(MESSAGE_BYTES_MAX as u32)
        .with_grpc_client_max_message_size(MESSAGE_BYTES_MAX as u32)
        .with_no_executors_grace_period_seconds(options.executor_timeout_seconds);
    settings.scheduling_policy = TASKS_ARE_ASKED_FOR;
    settings.bind_host = address.ip().to_string();
    settings.bind_port = address.port();
    settings.executor_timeout_seconds = options.executor_timeout_seconds + ENGINE_LATER_SECONDS;
    settings.stage_max_failures = STAGE_FAILURES_MAX;
    settings.expire_dead_executor_interval_seconds = 1 + options.executor_timeout_seconds / 4;
    settings
}

/// Says on standard output that the process is ready.
pub fn tell(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}
