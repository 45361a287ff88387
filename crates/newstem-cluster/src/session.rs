//! How queries are run: in this process, or by a scheduler and its executors.
//!
//! Both get the same settings, so that both get the same plans. **Adaptive planning is off**: with it,
//! a job whose executor died after its first results stood still for ever. Functions are made known
//! wherever a plan is read: here, in the scheduler, in every executor.

use std::path::Path;
use std::sync::Arc;

use ballista::prelude::SessionContextExt;
use ballista_core::extension::SessionConfigExt;
use datafusion::error::Result;
use datafusion::execution::runtime_env::{RuntimeEnv, RuntimeEnvBuilder};
use datafusion::execution::{SessionState, SessionStateBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};

use crate::functions;
use crate::memory::pool_within;
use crate::storage::Stores;

/// The largest message between processes, in bytes; a story of thousands of articles is one row.
pub const MESSAGE_BYTES_MAX: usize = 512 << 20;
/// Rows in a batch: articles have kilobytes each.
pub const BATCH_ROWS: usize = 1024;
/// Files from this size on are scanned in several places.
const SPLIT_BYTES_MIN: &str = "262144";

/// Where it is on, a function that gives a row is called anew for each field that is taken of it.
const FIELDS_ARE_TAKEN_EARLY: &str = "datafusion.optimizer.enable_leaf_expression_pushdown";

/// Who runs the queries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// This process, in so much memory where that is limited.
    Here {
        /// In bytes.
        memory_bytes: Option<usize>,
    },
    /// The scheduler at this address and its executors.
    Cluster(String),
}

/// What planners are told, wherever they are.
pub fn config() -> SessionConfig {
    SessionConfig::new_with_ballista()
        .with_batch_size(BATCH_ROWS)
        .with_information_schema(true)
        .set_str("datafusion.optimizer.repartition_file_min_size", SPLIT_BYTES_MIN)
        .set_bool("datafusion.execution.parquet.schema_force_view_types", false)
        .set_bool(FIELDS_ARE_TAKEN_EARLY, false)
        .with_ballista_adaptive_query_planner(false)
        .with_ballista_grpc_client_max_message_size(MESSAGE_BYTES_MAX)
}

/// The surroundings of a query in any process.
pub fn runtime(memory_bytes: Option<usize>) -> Result<Arc<RuntimeEnv>> {
    let builder = RuntimeEnvBuilder::new().with_object_store_registry(Arc::new(Stores));
    let builder = match memory_bytes {
        Some(bytes) => builder.with_memory_pool(pool_within(bytes)),
        None => builder,
    };
    builder.build_arc()
}

/// The surroundings of an executor's tasks, which share so much memory, and a folder for what does not fit.
pub fn runtime_of_executor(memory_bytes: usize, work: &Path) -> Result<Arc<RuntimeEnv>> {
    RuntimeEnvBuilder::new()
        .with_object_store_registry(Arc::new(Stores))
        .with_memory_pool(pool_within(memory_bytes))
        .with_temp_file_path(work)
        .build_arc()
}

/// A planner's state, with the functions of a build.
pub fn state(config: SessionConfig, runtime: Arc<RuntimeEnv>, build: &str) -> SessionState {
    let mut state = SessionStateBuilder::new()
        .with_config(config)
        .with_runtime_env(runtime)
        .with_default_features()
        .build();
    for function in functions::all(build) {
        // A new state has no function of that name, so there is nothing to tell.
        let _ = datafusion::execution::FunctionRegistry::register_udf(&mut state, function);
    }
    state
}

/// Where queries can be asked for, in so many partitions.
pub async fn session(place: &Place, partitions: usize, build: &str) -> Result<SessionContext> {
    let config = config().with_target_partitions(partitions);
    match place {
        Place::Here { memory_bytes } => {
            Ok(SessionContext::new_with_state(state(config, runtime(*memory_bytes)?, build)))
        }
        Place::Cluster(scheduler) => {
            let state = state(config, runtime(None)?, build);
            let session =
                SessionContext::remote_with_state(&format!("df://{scheduler}"), state).await?;
            // The state that comes back has lost them.
            for function in functions::all(build) {
                session.register_udf(function.as_ref().clone());
            }
            Ok(session)
        }
    }
}

/// How many rows the next queries of a session have in a batch, wherever they are run.
pub fn set_batch_rows(session: &SessionContext, rows: usize) {
    let state = session.state_ref();
    let mut state = state.write();
    let config = state.config().clone().with_batch_size(rows);
    *state.config_mut() = config;
}

#[cfg(test)]
mod tests {
    use ballista_core::extension::SessionConfigHelperExt;

    use super::*;

    #[test]
    fn adaptive_planning_is_off() {
        assert!(!config().ballista_adaptive_query_planner_enabled());
        let pairs = config().to_key_value_pairs();
        let adaptive = pairs.iter().find(|pair| pair.key == "ballista.planner.adaptive.enabled");
        assert_eq!(adaptive.and_then(|pair| pair.value.as_deref()), Some("false"));
    }
}
