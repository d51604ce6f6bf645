/// Counting for ``Coverage``; without one all of it gives back the code that it got.
extension Compiler {
  private func counter(_ kind: Coverage.Branch.Kind, name: String? = nil, at offset: Int) -> BranchCounter? {
    guard !isFolding else { return nil }
    return environment.options.coverage?.counter(
      kind, name: name, at: offset, in: self.name, source: source)
  }

  /// A body that counts how often it is entered.
  func counted(
    _ body: Body, _ kind: Coverage.Branch.Kind, name: String? = nil, at offset: Int
  ) -> Body {
    guard let counter = counter(kind, name: name, at: offset) else { return body }
    return Body(statements: [CountStatement(counter)] + body.statements)
  }

  /// A value that counts how often it is asked for.
  func counted(_ value: any Evaluable, _ kind: Coverage.Branch.Kind, at offset: Int) -> any Evaluable {
    guard let counter = counter(kind, at: offset) else { return value }
    return CountedExpression(counter, value)
  }

  /// A loop that counts when it makes no pass; one with an `else` counts there.
  func counted(_ loop: any Executable, _ syntax: LoopSyntax, at offset: Int) -> any Executable {
    guard syntax.elseOffset == nil, let passes = counter(.pass, at: offset),
      let none = counter(.noPass, at: offset)
    else { return loop }
    return CountedLoop(loop, passes: passes, none: none)
  }

  /// The branch of a condition that is taken when no test holds.
  func counted(otherwise body: Body, of condition: ConditionSyntax) -> Body {
    if let offset = condition.elseOffset { return counted(body, .elseBranch, at: offset) }
    return counted(body, .noBranch, at: condition.branches.first?.offset ?? 0)
  }
}
