/// Where templates come from.
package protocol TemplateLoader: Sendable {
  /// The bytes of a template; `nil` where there is none of that name.
  func source(named name: String) throws(TemplateError) -> [UInt8]?
}

/// Templates by name, in memory.
package struct DictionaryLoader: TemplateLoader {
  private let templates: [String: [UInt8]]

  package init(_ templates: [String: [UInt8]]) { self.templates = templates }

  package init(_ templates: [String: String]) { self.templates = templates.mapValues { Array($0.utf8) } }

  package func source(named name: String) throws(TemplateError) -> [UInt8]? { templates[name] }
}
