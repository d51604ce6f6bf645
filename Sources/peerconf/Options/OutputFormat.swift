import ArgumentParser

/// For people, or for tools: exactly one JSON document.
enum TextOrJSON: String, ExpressibleByArgument, CaseIterable {
  case text
  case json
}
