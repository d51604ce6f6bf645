import ArgumentParser
import CloudPermissions
import OrderedJSON

struct AuthPolicyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policy",
    abstract: "Print the least custom policy for peerconf, ready to paste into the cloud's console.",
    discussion: """
      The cloud has two models. A policy (version 1.1) is attached to a user group and lists also the rights on other \
      services that an operation depends on; an identity policy (version 5.0) is attached to a user and lists the \
      operation's own. Lists need the right on the whole project, not only on an enterprise project.

      Examples:
        peerconf auth policy
        peerconf auth policy --for "connections list" export
        peerconf auth policy --for rollout --kind identity-policy
        peerconf auth policy --for intent --find-project
        peerconf auth policy --commands
      """)

  @Option(
    name: .customLong("for"), parsing: .upToNextOption,
    help: ArgumentHelp("Commands of peerconf, or their groups; default: all of them.", valueName: "command"))
  var commands: [String] = []
  @Option(help: "policy or identity-policy.")
  var kind: PermissionModel = .policy
  @Flag(help: "Also allow finding the project of a region, which is needed where no project id is set.")
  var findProject = false
  @Flag(name: .customLong("commands"), help: "List the commands with the actions that they need.")
  var listsCommands = false

  func validate() throws {
    if let unknown = CommandRights.rows(commands).unknown {
      let known = CommandRights.table.map(\.command).joined(separator: ", ")
      throw ValidationError("'\(unknown)' begins no command that calls the cloud; these do: \(known)")
    }
  }

  func run() {
    let rows = commands.isEmpty ? CommandRights.table : CommandRights.rows(commands).rows
    if listsCommands {
      StandardOutput.write(table(rows))
      return
    }
    let operations = rows.flatMap(\.operations) + (findProject ? [.findProject] : [])
    let documents = PolicyDocument.documents(for: operations, in: kind)
    StandardOutput.write(documents.map { AuthPolicyCommand.json($0).text() }.joined(separator: "\n"))
    if documents.count > 1 {
      StandardError.note("two policies: the second is for a global service, which the cloud keeps apart")
    }
    remark(on: Set(operations))
  }

  /// Tells which actions no page of the vendor confirms.
  private func remark(on operations: Set<CloudOperation>) {
    let unsure = CloudOperation.allCases.filter(operations.contains).map { $0.permission.required(in: kind) }
      .filter { $0.confidence != .verified }
    guard !unsure.isEmpty else { return }
    let names = unsure.map { "\($0.action) (\($0.confidence.rawValue))" }
    StandardError.note("not confirmed by the vendor's pages for this kind: \(names.joined(separator: ", "))")
  }

  private func table(_ rows: [CommandRights.Row]) -> String {
    let cells = rows.map { row in
      [row.command, row.operations.map { $0.permission.required(in: kind).action }.joined(separator: " ")]
    }
    return TextTable(header: ["COMMAND", "ACTIONS"], rows: cells).text()
  }

  private static func json(_ document: PolicyDocument) -> JSON {
    let statements = document.statements.map { statement -> JSON in
      ["Effect": "Allow", "Action": .array(statement.actions.map(JSON.string))]
    }
    return ["Version": .string(document.version), "Statement": .array(statements)]
  }
}

extension PermissionModel: ExpressibleByArgument {}
