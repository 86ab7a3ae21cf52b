package import Admission
package import Slipway
import Synchronization

/// The tables in force, one a programme, each swapped in one step. Read from anywhere without waiting for the writer.
package final class AccessBoard: Sendable {
  private let tables = Mutex<[Key<Programme>: AccessTable]>([:])

  package init() {}

  package func table(of programme: Key<Programme>) -> AccessTable? { tables.withLock { $0[programme] } }

  /// Whether nothing has been compiled yet.
  package var isEmpty: Bool { tables.withLock { $0.isEmpty } }

  /// The only programme's table, or the one that has the system.
  package func table(with system: String) -> (programme: Key<Programme>, table: AccessTable)? {
    tables.withLock { tables in
      tables.sorted { $0.key < $1.key }.first { $0.value.systemIndex(system) != nil }.map { ($0.key, $0.value) }
    }
  }

  /// - Returns: whether any answer differs from the table before.
  package func swap(_ table: AccessTable, for programme: Key<Programme>) -> Bool {
    let tag = table.etag()
    return tables.withLock { tables in
      let changed = tables[programme]?.etag() != tag
      tables[programme] = table
      return changed
    }
  }
}
