import ArgumentParser
import Diagnostics
import Jinja
import OrderedJSON
import SafeFiles

struct TemplateVarsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vars", abstract: "List the variables that a template needs.",
    discussion: """
      Paths lead from the context to the value: connections[].ike.version is a member of every connection. What a \
      template includes and the macros that it calls are read too. A variable that is only used with a default or a \
      test is optional.

      Examples:
        peerconf template vars templates/acme/main.j2
        peerconf template vars site.j2 --format json
      """)

  @Argument(help: "The template.")
  var file: String
  @Option(help: "text or json.")
  var format: TextOrJSON = .text

  func run() throws {
    guard !SafeFile.isDirectory(file) else {
      throw InputError("\(file) is a directory", remedy: "Name one template.")
    }
    guard let set = try TemplateSet.sets(of: [file]).first, let name = set.asked.keys.first else { return }
    let analysis = TemplateAnalysis(of: [name], in: set.environment)
    if let broken = analysis.findings.first(where: { $0.rule == "template-syntax" }) {
      throw InputError(
        broken.message, at: broken.place.map(set.shown),
        remedy: "`\(Tool.name) template lint` checks templates.")
    }
    switch format {
    case .text:
      let rows = analysis.variables.map { variable in
        [
          variable.path, variable.isRequired ? "required" : "optional",
          variable.places.first.map { "\(set.shown($0))" } ?? "",
        ]
      }
      StandardOutput.write(TextTable(header: ["VARIABLE", "NEED", "FIRST USED"], rows: rows).text())
    case .json:
      let variables = analysis.variables.map { variable in
        JSON.object([
          "path": .string(variable.path), "required": .bool(variable.isRequired),
          "places": .array(
            variable.places.map { place in
              let shown = set.shown(place)
              return .object([
                "source": .string(shown.source), "line": JSON(shown.line), "column": JSON(shown.column),
              ])
            }),
        ])
      }
      StandardOutput.write(
        Report.document(
          "peerconf.template-vars/1", ["template": .string(file), "variables": .array(variables)]
        )
        .text())
    }
  }
}
