package import ConfigTree
import Diagnostics

/// Acts like a device: takes commands line by line and says what the configuration is afterwards.
///
/// It knows the platform's grammar and nothing of plans or of what is intended.
package struct DeviceSimulator: Sendable {
  let grammar: Grammar
  let syntax: Syntax
  private let reader: DocumentReader
  /// Whether the device refuses a line that names an object which is not there.
  let refusesUndefined: Bool

  package init(grammar: Grammar, syntax: Syntax, refusesUndefined: Bool = false) {
    self.grammar = grammar
    self.syntax = syntax
    reader = DocumentReader(syntax)
    self.refusesUndefined = refusesUndefined
  }

  /// Types the commands, as a person would, into a device with this configuration.
  package func apply(
    _ commands: [UInt8], to running: ConfigDocument, source: String = "commands"
  ) -> SimulationResult {
    apply(commands, to: grammar.match(running), source: source)
  }

  /// The same for a configuration that is matched already.
  package func apply(
    _ commands: [UInt8], to running: MatchedDocument, source: String = "commands"
  ) -> SimulationResult {
    let script = reader.read(commands, source: source)
    guard syntax.takesCommands else { return load(script, over: running.document) }
    if syntax.hasPaths { return follow(script, over: running) }
    let ends = syntax.ends.map { Array($0.utf8) }
    var session = DeviceSession(SimulatedTree(running, syntax: syntax), refusesUndefined: refusesUndefined)
    let exit = Array(syntax.exit.utf8)
    for (index, node) in script.nodes.enumerated() {
      let text = Array(script.text(of: index))
      switch node.kind {
      case .comment, .separator, .noise: continue
      case .closer where ends.contains(text): session.leaveAll()
      case .closer: session.leave(by: text)
      case .statement where text == exit: session.leave()
      case .statement, .blob:
        session.type(
          text, kind: node.kind, isSection: node.subtreeEnd > index + 1, at: script.place(of: index))
      }
    }
    return SimulationResult(
      predicted: session.tree.changes == 0 ? running.document.bytes : session.tree.print(),
      refusals: session.refusals, changes: session.tree.changes)
  }

  /// Carries out commands that are whole paths.
  private func follow(_ script: ConfigDocument, over running: MatchedDocument) -> SimulationResult {
    var session = DeviceSession(SimulatedTree(running, syntax: syntax), refusesUndefined: refusesUndefined)
    switch syntax {
    case .pathLines(let syntax):
      for (index, node) in script.nodes.enumerated() where node.isConfiguration {
        for command in PathCommand.all(script.text(of: index), syntax) {
          session.follow(command, at: script.place(of: index))
        }
      }
    case .pathCommands(let syntax):
      var commands = MenuCommands(syntax)
      let paths = MenuPaths(grammar, syntax)
      for (index, node) in script.nodes.enumerated() where node.isConfiguration {
        guard let command = commands.command(of: index, in: script) else { continue }
        session.follow(command, paths, at: script.place(of: index))
      }
    case .indented, .editBlocks, .braces, .xml: break
    }
    return SimulationResult(
      predicted: session.tree.changes == 0 ? running.document.bytes : session.tree.print(),
      refusals: session.refusals, changes: session.tree.changes)
  }

  /// A device that takes whole files has the new one afterwards; it refuses one that it cannot read to its end.
  private func load(_ file: ConfigDocument, over running: ConfigDocument) -> SimulationResult {
    let refusals = zip(file.notes, file.findings).map { note, finding in
      Refusal(
        place: SourcePlace(source: file.source, line: note.line), kind: .unreadable, message: finding.message)
    }
    var before: [ArraySlice<UInt8>: Int] = [:]
    for node in running.nodes.indices { before[running.text(of: node), default: 0] += 1 }
    var changes = 0
    for node in file.nodes.indices {
      let text = file.text(of: node)
      before[text, default: 0] -= 1
      if before[text, default: 0] < 0 { changes += 1 }
    }
    changes += before.values.reduce(0) { $0 + max(0, $1) }
    return SimulationResult(predicted: file.bytes, refusals: refusals, changes: changes)
  }
}
