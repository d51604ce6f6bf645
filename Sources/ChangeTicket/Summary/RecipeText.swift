import IPAddressing
import PlatformModel
import VPNIntent

/// A platform's recipes with the values of the site's connections filled in.
struct RecipeText {
  let platform: Platform
  let intent: Intent
  /// Names and numbers of objects by connection, as the templates used them.
  let names: [[String: String]]

  /// The steps of a recipe as a numbered list; `nil` when the platform has none.
  func list(_ purpose: Recipe.Purpose) -> String? {
    guard let recipe = platform.recipe(purpose), !recipe.steps.isEmpty else { return nil }
    var lines: [String] = []
    for step in recipe.steps {
      for variant in variants(of: step) { lines.append("\(lines.count + 1). \(variant)\n") }
    }
    if recipe.provenance.confidence != .verified {
      lines.append("\n*These steps are \(recipe.provenance.confidence.rawValue).*\n")
    }
    return lines.joined()
  }

  /// A step that names a connection's value is there once a connection.
  private func variants(of step: Recipe.Step) -> [String] {
    let command = step.command ?? ""
    let text = step.text ?? ""
    guard (command + text).contains("{peer}") || (command + text).contains("{tunnel}") else {
      return [line(command, text)]
    }
    var variants: [String] = []
    for (index, connection) in intent.connections.enumerated() {
      let variant = line(fill(command, connection, index), fill(text, connection, index))
      if !variants.contains(variant) { variants.append(variant) }
    }
    return variants
  }

  private func fill(_ template: String, _ connection: Connection, _ index: Int) -> String {
    var text = template.replacing("{peer}", with: connection.cloud.address?.description ?? "PEER")
    if index < names.count {
      for (name, value) in names[index] { text = text.replacing("{\(name)}", with: value) }
    }
    return text
  }

  private func line(_ command: String, _ text: String) -> String {
    [command.isEmpty ? "" : Markdown.code(command), Markdown.text(text)].filter { !$0.isEmpty }
      .joined(separator: ": ")
  }
}
