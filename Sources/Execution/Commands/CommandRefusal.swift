/// Why a command was not started. What stands in it goes into a finding.
enum CommandRefusal: Error, Equatable {
  case unknownExecutable(String)
  case notAbsolute(String)
  case notExecutable(String)
  case badVariable(String)
  case reservedVariable(String)
  case textWithNull
  case tooMuchText
  case folderMissing(String)
  case folderOutside(String)
  case unknownUser(String)
  case cannotChangeUser(String)
  case notSpawned(String, isTransient: Bool)

  var words: String {
    switch self {
    case .unknownExecutable(let name):
      "“\(Wording.line(name, limit: 60))” is not on this installation's list of executables; "
        + "its operator adds it to the file given with --allowed"
    case .notAbsolute(let path): "the list of executables names “\(Wording.line(path, limit: 90))”, not a full path"
    case .notExecutable(let path):
      "\(Wording.line(path, limit: 90)) is not there or may not be run; the operator corrects the list of executables"
    case .badVariable(let name): "“\(Wording.line(name, limit: 60))” cannot be the name of a variable"
    case .reservedVariable(let name):
      "a document may not set \(Wording.line(name, limit: 60)); the operator sets it on the list of executables"
    case .textWithNull: "an argument or variable has a null character"
    case .tooMuchText: "its arguments and variables are longer than 128 kB"
    case .folderMissing(let folder): "its folder \(Wording.line(folder, limit: 90)) is not there"
    case .folderOutside(let folder):
      "its folder \(Wording.line(folder, limit: 90)) is outside the folders that this installation allows"
    case .unknownUser(let name): "there is no user “\(Wording.line(name, limit: 60))” on this machine"
    case .cannotChangeUser(let name):
      "it should run as “\(Wording.line(name, limit: 60))”, which only a server that runs as root can do"
    case .notSpawned(let reason, _): "not started: \(reason)"
    }
  }

  var isTransient: Bool {
    if case .notSpawned(_, let isTransient) = self { isTransient } else { false }
  }
}
