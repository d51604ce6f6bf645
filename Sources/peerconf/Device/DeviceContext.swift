import ChangeTicket
import ConfigTree
import Diagnostics
import PlatformModel
import Platforms
import Rendering
import VPNIntent

/// The platform of the device at hand, and the workspace around it.
struct DeviceContext {
  let workspace: Workspace
  let catalog: Catalog
  private(set) var platform: Platform
  /// What the command line says; it wins over everything else.
  let softwareVersion: String?

  /// Loads the platform.
  ///
  /// - Throws: `InputError` for an unknown one and for mistakes in a workspace's platform file.
  ///
  /// `notation`: one that files come in beside the platform's main one. With `mayReadOnly` a platform will do for
  /// which nothing can be written.
  init(
    _ workspace: Workspace, _ catalog: Catalog, platform id: String, notation: String? = nil,
    softwareVersion: String?, mayReadOnly: Bool = false
  ) throws(InputError) {
    self.workspace = workspace
    self.catalog = catalog
    let platform = try catalog.platform(id: id)
    if !mayReadOnly { try platform.requireWriting() }
    guard let notation else {
      self.platform = platform
      self.softwareVersion = softwareVersion
      return
    }
    guard let other = platform.using(notation: notation) else {
      let known = platform.notations.map(\.name).joined(separator: ", ")
      throw InputError(
        "the platform \(id) has no notation \"\(notation)\"",
        remedy: known.isEmpty ? "Leave --notation out." : "Known beside the main one: \(known).")
    }
    self.platform = other
    self.softwareVersion = softwareVersion
  }

  fileprivate mutating func use(notation: String) {
    platform = platform.using(notation: notation) ?? platform
  }

  /// The platform with its statements compiled.
  ///
  /// - Throws: `InputError` when a rule of a workspace's platform file cannot be compiled.
  func prepared() throws(InputError) -> PreparedPlatform {
    do {
      return try PreparedPlatform(platform)
    } catch {
      throw DeviceContext.error(error, platform: platform.id)
    }
  }

  /// Writes intents for the platform.
  func renderer() throws(InputError) -> Renderer {
    Renderer(platform: platform, templates: try catalog.templates(of: platform))
  }

  /// The version of the device's software: of the command line, else of the intent, else of the device's own file.
  func version(_ intent: Intent?, running: InputFile?) -> String? {
    softwareVersion ?? intent?.softwareVersion
      ?? running.flatMap { platform.recognition.version(in: $0.bytes)?.description }
  }

  static func error(_ error: PatternError, platform: String) -> InputError {
    InputError(
      "the platform \(platform) has a rule that cannot be used: \(error)",
      remedy: "Correct devices/platforms/\(platform).yaml.")
  }
}

extension PlatformOptions {
  /// Finds the platform: the one that is named, else what intent and files say, which must not contradict each
  /// other.
  ///
  /// - Throws: `InputError` when nothing names the platform, or two things name two.
  func context(
    files: [InputFile], intent: IntentFile? = nil, mayReadOnly: Bool = false
  ) throws -> DeviceContext {
    let workspace = try workspace.locate()
    let catalog = try Catalog(workspace: workspace.root)
    func guesses() throws(InputError) -> [(file: InputFile, guess: PlatformGuess)] {
      let recogniser = Recogniser(try catalog.summaries())
      return files.map { ($0, recogniser.recognise($0.bytes)) }
    }
    let id = try platform ?? find(try guesses(), intent, catalog)
    var context = try DeviceContext(
      workspace, catalog, platform: id, notation: notation, softwareVersion: softwareVersion,
      mayReadOnly: mayReadOnly)
    // Few platforms have several notations: for the others nothing needs to be recognised.
    if notation == nil, !context.platform.notations.isEmpty,
      let recognised = try guesses().lazy.compactMap({ $0.guess.notation(of: id) }).first
    {
      context.use(notation: recognised)
    }
    return context
  }

  private func find(
    _ guesses: [(file: InputFile, guess: PlatformGuess)], _ intent: IntentFile?, _ catalog: Catalog
  ) throws -> String {
    var said: [(what: String, platform: String)] = []
    if let intent, let platform = intent.intent.platform { said.append((intent.source, platform)) }
    for (file, guess) in guesses { if let id = guess.id { said.append((file.source, id)) } }
    if let first = said.first {
      try check(first.platform, guesses)
      guard let other = said.first(where: { $0.platform != first.platform }) else { return first.platform }
      throw InputError(
        "\(first.what) is for \(first.platform), and \(other.what) is for \(other.platform)",
        remedy: "Give files of one device, or name the platform with --platform.")
    }
    guard let doubtful = guesses.first(where: { !$0.guess.candidates.isEmpty }) ?? guesses.first else {
      throw InputError(
        "the intent names no platform", at: intent.map { SourcePlace(source: $0.source) },
        remedy: "Name it with --platform; known are \(catalog.ids.joined(separator: ", ")).")
    }
    return try doubtful.guess.resolved(source: doubtful.file.source)
  }

  /// A plan against a file that is none of the device would be worse than none.
  private func check(
    _ platform: String, _ guesses: [(file: InputFile, guess: PlatformGuess)]
  ) throws(InputError) {
    for (file, guess) in guesses
    where !file.isBlank && !guess.candidates.contains(where: { $0.id == platform }) {
      guard guess.id == nil else { continue }
      throw InputError(
        "the file does not look like one of \(platform)", at: SourcePlace(source: file.source),
        remedy: "Give the right file; if it is, name the platform with --platform.")
    }
  }
}
