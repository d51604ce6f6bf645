package import Diagnostics
private import Synchronization

/// Which branches of templates are taken: `EnvironmentOptions.coverage` takes it, and renders count in it.
///
/// The compiler puts the counting into templates that are compiled with it and into no others. Renders that share one
/// come one after the other: beside each other they may miss a loop without a pass.
package final class Coverage: Sendable {
  private struct Key: Hashable {
    var template: String
    var offset: Int
    var kind: Branch.Kind
  }

  private struct State {
    var counters: [Key: BranchCounter] = [:]
    /// By template: to find the lines of offsets.
    var sources: [String: [UInt8]] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// The counter of a branch, one for all times that its template is compiled.
  func counter(
    _ kind: Branch.Kind, name: String?, at offset: Int, in template: String, source: [UInt8]
  ) -> BranchCounter {
    state.withLock { state in
      let key = Key(template: template, offset: offset, kind: kind)
      if let counter = state.counters[key] { return counter }
      let counter = BranchCounter(name: name)
      state.counters[key] = counter
      state.sources[template] = source
      return counter
    }
  }

  /// All branches of the templates that have been compiled, by template; in the order of the source.
  package var templates: [String: [Branch]] {
    state.withLock { state in
      Dictionary(grouping: state.counters) { $0.key.template }.mapValues { entries in
        var lines = LineCounter(source: state.sources[entries[0].key.template] ?? [])
        return entries.sorted { ($0.key.offset, $0.key.kind) < ($1.key.offset, $1.key.kind) }
          .map { key, counter in
            let (line, column) = lines.place(of: key.offset)
            return Branch(
              kind: key.kind, name: counter.name,
              place: SourcePlace(source: key.template, line: line, column: column), count: counter.count)
          }
      }
    }
  }
}

extension Coverage {
  /// A way that a render can take.
  package struct Branch: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable, Comparable {
      /// The template's top level is rendered.
      case template
      case ifBranch = "if"
      case elseIf = "elif"
      case elseBranch = "else"
      /// No branch of an `if` without `else`.
      case noBranch = "if-not"
      /// A pass of a loop.
      case pass = "for"
      /// No pass of a loop without `else`.
      case noPass = "for-empty"
      case loopElse = "for-else"
      /// The first value of `a if test else b`.
      case firstValue = "value-if"
      case secondValue = "value-else"
      /// No value of `a if test`.
      case noValue = "value-none"
      case macro
      /// The body of a call block.
      case callBody = "call"
      case block

      package static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
    }

    package var kind: Kind
    /// Of a macro or block.
    package var name: String?
    /// In its template, lines from 1; those of an expression have that of the test, what is not written down
    /// that of its statement.
    package var place: SourcePlace
    /// How often it was taken.
    package var count: Int

    package init(kind: Kind, name: String? = nil, place: SourcePlace, count: Int) {
      self.kind = kind
      self.name = name
      self.place = place
      self.count = count
    }

    /// What people call it: `else`, `macro 'peer'`.
    package var title: String {
      switch kind {
      case .template: "the template"
      case .ifBranch, .elseIf, .elseBranch: kind.rawValue
      case .noBranch: "no branch of the if"
      case .pass: "a pass of the for"
      case .noPass: "no pass of the for"
      case .loopElse: "else of the for"
      case .firstValue: "value of an if expression"
      case .secondValue: "else of an if expression"
      case .noValue: "no value of an if expression"
      case .macro, .block: "\(kind.rawValue) '\(name ?? "")'"
      case .callBody: "body of the call"
      }
    }
  }
}

/// Lines and columns of offsets that come in order.
private struct LineCounter {
  let source: [UInt8]
  private var line = 1
  private var start = 0
  private var reached = 0

  init(source: [UInt8]) { self.source = source }

  mutating func place(of offset: Int) -> (line: Int, column: Int) {
    for place in reached..<max(reached, min(offset, source.count)) where source[place] == 0x0A {
      line += 1
      start = place + 1
    }
    reached = max(reached, offset)
    return (line, offset - start + 1)
  }
}
