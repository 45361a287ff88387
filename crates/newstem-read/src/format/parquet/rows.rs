//! The rows of a row group, put together from its columns.

use serde_json::{Map, Value};

use super::column::{Column, LEVEL_BYTES, Level, RowFault};
use super::schema::{Group, List, Node};

/// The columns of a row group, all at the same row.
pub(super) struct Rows {
    columns: Vec<Column>,
    /// The largest row, in bytes.
    row_bytes_max: usize,
    /// What the row at hand may still take.
    room: usize,
    /// The rows that were read or passed over.
    count: u64,
}

impl Rows {
    pub(super) fn new(columns: Vec<Column>, row_bytes_max: usize) -> Self {
        Self { columns, row_bytes_max, room: row_bytes_max, count: 0 }
    }

    /// How many bytes the row read last takes, about.
    pub(super) fn bytes(&self) -> usize {
        self.row_bytes_max - self.room
    }

    /// The next row. After a row that is too long the next can be read.
    pub(super) fn next(
        &mut self,
        fields: &[(String, Node)],
    ) -> Result<Map<String, Value>, RowFault> {
        self.room = self.row_bytes_max;
        let row = self.fields(fields);
        if let Err(RowFault::Broken(_)) = row {
            return row;
        }
        self.count += 1;
        for column in &mut self.columns {
            // Columns that disagree about the length of a list are brought together again here.
            if column.is_repeated() || column.records() != self.count {
                column.skip_to(self.count)?;
            }
        }
        row
    }

    fn fields(&mut self, fields: &[(String, Node)]) -> Result<Map<String, Value>, RowFault> {
        let mut map = Map::new();
        for (name, node) in fields {
            map.insert(name.clone(), self.value(node)?);
        }
        Ok(map)
    }

    fn value(&mut self, node: &Node) -> Result<Value, RowFault> {
        match node {
            Node::Column(place) => self.take(*place),
            Node::Group { levels, .. } if !self.is_present(*levels)? => self.nothing(node),
            Node::Group { fields, .. } => self.fields(fields).map(Value::Object),
            Node::List { levels, .. } | Node::Map { levels, .. }
                if !self.is_present(levels.group)? =>
            {
                self.nothing(node)
            }
            Node::List { levels, element } => self.list(*levels, node, element),
            Node::Map { levels, key, value } => self.map(*levels, node, key, value),
        }
    }

    fn take(&mut self, place: usize) -> Result<Value, RowFault> {
        match self.columns.get_mut(place) {
            Some(column) => column.take(&mut self.room),
            None => Ok(Value::Null),
        }
    }

    fn peek(&mut self, place: usize) -> Result<Option<Level>, RowFault> {
        self.columns.get_mut(place).map_or(Ok(None), Column::peek)
    }

    fn is_present(&mut self, group: Group) -> Result<bool, RowFault> {
        Ok(self.peek(group.first_column)?.is_some_and(|level| level.definition >= group.present))
    }

    /// Takes the one level that every column of a part has where the part is missing or empty.
    fn nothing(&mut self, node: &Node) -> Result<Value, RowFault> {
        match node {
            Node::Column(place) => self.take(*place).map(|_| ())?,
            Node::Group { fields, .. } => {
                fields.iter().try_for_each(|(_, field)| self.nothing(field).map(|_| ()))?;
            }
            Node::List { element, .. } => self.nothing(element).map(|_| ())?,
            Node::Map { key, value, .. } => {
                self.nothing(key)?;
                self.nothing(value)?;
            }
        }
        Ok(Value::Null)
    }

    fn list(&mut self, levels: List, node: &Node, element: &Node) -> Result<Value, RowFault> {
        let mut elements = Vec::new();
        if !self.is_filled(levels)? {
            self.nothing(node)?;
            return Ok(Value::Array(elements));
        }
        loop {
            elements.push(self.value(element)?);
            if !self.goes_on(levels)? {
                return Ok(Value::Array(elements));
            }
        }
    }

    fn map(
        &mut self,
        levels: List,
        node: &Node,
        key: &Node,
        value: &Node,
    ) -> Result<Value, RowFault> {
        let mut map = Map::new();
        if !self.is_filled(levels)? {
            self.nothing(node)?;
            return Ok(Value::Object(map));
        }
        loop {
            let key = match self.value(key)? {
                Value::String(key) => key,
                other => other.to_string(),
            };
            map.insert(key, self.value(value)?);
            if !self.goes_on(levels)? {
                return Ok(Value::Object(map));
            }
        }
    }

    fn is_filled(&mut self, levels: List) -> Result<bool, RowFault> {
        let level = self.peek(levels.group.first_column)?;
        Ok(level.is_some_and(|level| level.definition >= levels.filled))
    }

    fn goes_on(&mut self, levels: List) -> Result<bool, RowFault> {
        if self.room < LEVEL_BYTES {
            return Err(RowFault::TooLong);
        }
        let level = self.peek(levels.group.first_column)?;
        Ok(level.is_some_and(|level| level.repetition >= levels.repetition))
    }
}
