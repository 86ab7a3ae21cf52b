import Foundation
import Mustache

/// All templates, read once. Every variable in them is escaped unless written with three braces, which only charts and
/// lesson text are: both are made by view functions that escape themselves.
struct TemplateShelf: Sendable {
  private let library: MustacheLibrary

  struct Missing: Error { var name: String }

  init() throws {
    var library = MustacheLibrary()
    for url in try PageFiles.all(in: "Templates") where url.pathExtension == "mustache" {
      let text = try String(contentsOf: url, encoding: .utf8)
      try library.register(text, named: url.deletingPathExtension().lastPathComponent)
    }
    self.library = library
  }

  /// - Throws: `Missing` when there is no template of that name.
  func render(_ sheet: Sheet, with name: String) throws -> String {
    guard let text = library.render(sheet, withTemplate: name) else { throw Missing(name: name) }
    return text
  }
}

/// The files that travel with the program.
enum PageFiles {
  static func all(in folder: String) throws -> [URL] {
    guard let base = Bundle.module.resourceURL else { throw TemplateShelf.Missing(name: folder) }
    return try FileManager.default.contentsOfDirectory(
      at: base.appendingPathComponent(folder), includingPropertiesForKeys: nil
    ).sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}
