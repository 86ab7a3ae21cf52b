import Foundation
import HTTPTypes
import Testing

@testable import Server

/// `/openapi.json` as tests read it: operations, their examples and schemas.
struct Interface {
  struct Operation {
    var method: HTTPRequest.Method
    var path: String
    var content: JSON

    var name: String { "\(method.rawValue) \(path)" }
    var isOpen: Bool { if case .list(let list) = content["security"] { list.isEmpty } else { false } }
    /// Type and example of the request's body.
    var body: (type: String, schema: JSON, example: JSON)? {
      content["requestBody"]["content"].members.first.map { ($0.key, $0.value["schema"], $0.value["example"]) }
    }
    var bodyText: String? { body.map { $0.example.text ?? $0.example.encoded } }

    /// Headers that it must have.
    var headers: HTTPFields {
      var headers = HTTPFields()
      for parameter in content["parameters"].elements where parameter["in"].text == "header" {
        guard parameter["required"].truth == true, let name = parameter["name"].text.flatMap({ HTTPField.Name($0) })
        else {
          continue
        }
        headers[name] = parameter["example"].text
      }
      return headers
    }

    /// The path with the examples of its parameters, and those that the query must have.
    var address: String {
      var path = path
      var query: [String] = []
      for parameter in content["parameters"].elements {
        let name = parameter["name"].text ?? ""
        let value = parameter["example"].text ?? parameter["example"].number.map { "\($0)" } ?? ""
        if parameter["in"].text == "path" {
          path = path.replacing("{\(name)}", with: value.replacing("#", with: "%23"))
        } else if parameter["in"].text == "query", parameter["required"].truth == true {
          query.append("\(name)=\(value)")
        }
      }
      return path + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
    }
  }

  let root: JSON
  let operations: [Operation]

  static func read() throws -> Interface {
    let root = try JSON(String(decoding: OpenAPIDocument.bytes, as: UTF8.self))
    let operations = root["paths"].members.flatMap { path, item in
      item.members.compactMap { method, content in
        HTTPRequest.Method(method.uppercased()).map { Operation(method: $0, path: path, content: content) }
      }
    }
    return Interface(root: root, operations: operations.sorted { $0.name < $1.name })
  }

  func operation(_ method: HTTPRequest.Method, _ path: String) throws -> Operation {
    try #require(operations.first { $0.method == method && $0.path == path })
  }

  func example(_ method: HTTPRequest.Method, _ path: String) throws -> JSON {
    try #require(operation(method, path).body).example
  }

  func text(_ method: HTTPRequest.Method, _ path: String) throws -> String {
    try #require(operation(method, path).bodyText)
  }

  // MARK: Schemas

  /// What of `value` does not fit `schema`; empty when all does.
  func misfits(_ value: JSON, _ schema: JSON, at place: String = "$") -> [String] {
    if let name = schema["$ref"].text?.split(separator: "/").last {
      return misfits(value, root["components"]["schemas"][String(name)], at: place)
    }
    let types = schema["type"].text.map { [$0] } ?? schema["type"].elements.compactMap(\.text)
    guard types.isEmpty || types.contains(where: { fits(value, $0) }) else { return ["\(place) is no \(types)"] }
    var found: [String] = []
    let choices = schema["enum"].elements
    if !choices.isEmpty, !choices.contains(value) { found.append("\(place) is not one of those listed: \(value)") }
    for key in schema["required"].elements.compactMap(\.text) where value.members[key] == nil {
      found.append("\(place).\(key) is missing")
    }
    let properties = schema["properties"].members
    for (key, member) in value.members {
      if let property = properties[key] {
        found += misfits(member, property, at: "\(place).\(key)")
      } else if case .object = schema["additionalProperties"] {
        found += misfits(member, schema["additionalProperties"], at: "\(place).\(key)")
      } else if schema["additionalProperties"].truth == false {
        found.append("\(place).\(key) is not described")
      }
    }
    for (index, element) in value.elements.enumerated() {
      found += misfits(element, schema["items"], at: "\(place)[\(index)]")
    }
    return found
  }

  private func fits(_ value: JSON, _ type: String) -> Bool {
    switch (type, value) {
    case ("string", .string), ("boolean", .truth), ("array", .list), ("object", .object): true
    case ("integer", .number(let number)): number == number.rounded()
    case ("number", .number): true
    default: false
    }
  }
}
