//! What an executor answers to a plan of another build.
//!
//! An executor that lacks a function refuses the whole task, and the engine says only that it did. So
//! for a function of ours that is not this build's there is one that fails in words, which come back to
//! whoever asked.

use std::sync::Arc;

use ballista_core::serde::BallistaPhysicalExtensionCodec;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::{exec_err, not_impl_err};
use datafusion::error::Result;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{
    ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};

use crate::build_name::{is_ours, refusal};

/// Reads plans as the engine does, but for functions of another build.
#[derive(Debug)]
pub struct RefusingCodec {
    engine: BallistaPhysicalExtensionCodec,
    build: String,
}

impl RefusingCodec {
    /// For an executor of this build.
    pub fn new(build: &str) -> Self {
        Self { engine: BallistaPhysicalExtensionCodec::default(), build: build.to_owned() }
    }
}

impl PhysicalExtensionCodec for RefusingCodec {
    fn try_decode(
        &self,
        bytes: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        self.engine.try_decode(bytes, inputs, context, converter)
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        bytes: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        self.engine.try_encode(node, bytes, converter)
    }

    fn try_decode_udf(&self, name: &str, _bytes: &[u8]) -> Result<Arc<ScalarUDF>> {
        if !is_ours(name) {
            return not_impl_err!("There is no function {name}");
        }
        let told = refusal(name, &self.build);
        let (name, signature) = (name.to_owned(), Signature::variadic_any(Volatility::Immutable));
        Ok(Arc::new(ScalarUDF::new_from_impl(Refusing { name, told, signature })))
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
struct Refusing {
    name: String,
    told: String,
    signature: Signature,
}

impl ScalarUDFImpl for Refusing {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _arguments: &[DataType]) -> Result<DataType> {
        Ok(DataType::Null)
    }

    fn invoke_with_args(&self, _arguments: ScalarFunctionArgs) -> Result<ColumnarValue> {
        exec_err!("{}", self.told)
    }
}
