import Foundation
import Jinja
import NetworkFilters

/// Renders with the filters and the table of names that peerconf ships.
enum Rendering {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
  static let root = folder.deletingLastPathComponent().deletingLastPathComponent()

  static let names = [UInt8](
    (try? Data(contentsOf: root.appending(path: "templates/_shared/names.json"))) ?? Data())

  static let environment: Environment = {
    var options = EnvironmentOptions()
    options.limits.iterations = 500_000
    var environment = Environment(options: options, loader: DictionaryLoader([String: String]()))
    environment.filters.merge(NetworkFilters.all(names: names)) { _, own in own }
    return environment
  }()

  /// What `{{ expression }}` prints.
  static func text(_ expression: String, _ context: Value = .dict(DictObject())) throws(TemplateError)
    -> String
  {
    let template = try environment.template(source: Array("{{ \(expression) }}".utf8))
    return String(decoding: try template.render(context), as: UTF8.self)
  }

  /// The error that an expression gives; `nil` when it prints something.
  static func failure(_ expression: String, _ context: Value = .dict(DictObject())) -> TemplateError? {
    do throws(TemplateError) {
      _ = try text(expression, context)
      return nil
    } catch {
      return error
    }
  }
}
