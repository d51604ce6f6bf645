/// A look-up, such as `c.ike.version`, whose value is noted.
final class RecordedLookup: Evaluable {
  /// What leads from the object before to the value.
  enum Last { case variable, attribute(String), item }

  private let code: any Evaluable
  private let name: String
  private let last: Last
  /// The loop whose only variable it is.
  private let loop: LoopSite?

  init(_ code: any Evaluable, name: String, last: Last, loop: LoopSite?) {
    self.code = code
    self.name = name
    self.last = last
    self.loop = loop
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    guard let recorder = frame.run.recorder else { return try code.evaluate(frame) }
    let outer = recorder.lookup
    recorder.lookup = SourceRecorder.Lookup()
    defer { recorder.lookup = outer }
    let value = try code.evaluate(frame)
    try recorder.note(value, as: name, path: path(of: value, recorder))
    return value
  }

  private func path(of value: Value, _ recorder: SourceRecorder) -> String? {
    if case .variable = last {
      return recorder.path(of: value) ?? loop.flatMap { recorder.passes[ObjectIdentifier($0)]?.path }
    }
    guard let owner = recorder.lookup.owner.flatMap(recorder.path) else { return recorder.path(of: value) }
    if case .attribute(let name) = last { return ContextPaths.member(name, of: owner) }
    guard let key = recorder.lookup.key else { return nil }
    return key.text.map { ContextPaths.member($0, of: owner) } ?? "\(owner)[\(key.shortText)]"
  }
}

/// The object, or the key, of a look-up.
final class RecordedPart: Evaluable {
  enum Part { case owner, key }

  private let code: any Evaluable
  private let part: Part

  init(_ code: any Evaluable, _ part: Part) {
    self.code = code
    self.part = part
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try code.evaluate(frame)
    switch part {
    case .owner: frame.run.recorder?.lookup.owner = value
    case .key: frame.run.recorder?.lookup.key = value
    }
    return value
  }
}

/// An expression whose value is not printed: what macros write meanwhile is no output.
final class RecordedAside: Evaluable {
  private let code: any Evaluable
  private let notesReads: Bool

  /// Without `notesReads` nobody asks what it read: the filter of a loop is asked again and again.
  init(_ code: any Evaluable, notesReads: Bool = true) {
    self.code = code
    self.notesReads = notesReads
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    guard let recorder = frame.run.recorder else { return try code.evaluate(frame) }
    var value = Value.none
    let (step, reads) = (recorder.step, recorder.reads)
    defer {
      recorder.step = step
      if !notesReads { recorder.reads = reads }
    }
    _ = try recorder.layered { () throws(TemplateError) in value = try code.evaluate(frame) }
    return value
  }
}

/// What a loop walks through.
final class RecordedIterable: Evaluable {
  private let code: any Evaluable
  private let site: LoopSite

  init(_ code: any Evaluable, _ site: LoopSite) {
    self.code = code
    self.site = site
  }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try code.evaluate(frame)
    guard let recorder = frame.run.recorder else { return value }
    var pass = SourceRecorder.Pass(base: recorder.step)
    switch value {
    case .list, .tuple: if site.isCounted { pass.list = recorder.path(of: value) }
    default: break
    }
    recorder.passes[ObjectIdentifier(site)] = pass
    return value
  }
}

/// The name of a template to include or import.
final class RecordedName: Evaluable {
  private let code: any Evaluable
  init(_ code: any Evaluable) { self.code = code }

  func evaluate(_ frame: Frame) throws(TemplateError) -> Value {
    let value = try code.evaluate(frame)
    frame.run.recorder?.loadedName = value.text ?? value.shortText
    return value
  }
}
