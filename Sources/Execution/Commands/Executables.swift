package import Slipway

/// What the operator lets programmes run on this machine: names for executables, each with what the operator adds.
///
/// A document names an executable; it never names a path, a user or a secret.
package struct Executables: Sendable, Equatable {
  package var named: [String: Executable]
  /// Folders below which files, directories and databases may be looked at; nil for whatever the process may read.
  package var folders: [String]?

  package init(named: [String: Executable] = [:], folders: [String]? = nil) {
    self.named = named
    self.folders = folders
  }

  /// Nothing may be run.
  package static let none = Executables()
}

package struct Executable: Sendable, Equatable {
  /// Absolute.
  package var path: String
  /// The account it runs under; nil for the server's own.
  package var user: String?
  /// The longest it may run, whatever a document says.
  package var timeLimit: Span?
  /// Where it starts; documents may name folders below it.
  package var folder: String?
  /// Variables that documents cannot change.
  package var environment: [Command.Variable]
  /// Variables whose values are masked in everything that is kept.
  package var secrets: [Command.Variable]

  package init(
    path: String, user: String? = nil, timeLimit: Span? = nil, folder: String? = nil,
    environment: [Command.Variable] = [], secrets: [Command.Variable] = []
  ) {
    self.path = path
    self.user = user
    self.timeLimit = timeLimit
    self.folder = folder
    self.environment = environment
    self.secrets = secrets
  }
}
