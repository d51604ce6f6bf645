import ArgumentParser
import Diagnostics
import PlatformModel
import Platforms
import Redaction

/// Files of devices, and what finds the secrets in each.
struct SecretsInput {
  let file: InputFile
  /// `nil`: the file is of no known platform.
  let platform: String?
  let scanner: SecretScanner
  let hits: [SecretHit]
}

/// Which platform the files are of.
struct SecretsPlatformOptions: ParsableArguments {
  @Option(help: "The platform of the files; default: each one's is recognised.")
  var platform: String?
  @Option(help: "The notation of the files where the platform has several; default: it is recognised.")
  var notation: String?
  @OptionGroup var workspace: WorkspaceOptions
}

/// Reads files and finds their secrets; each platform is loaded once.
struct SecretsReader {
  private let options: SecretsPlatformOptions
  private let catalog: Catalog
  private let recogniser: Recogniser
  private var scanners: [String: SecretScanner] = [:]

  init(_ options: SecretsPlatformOptions, _ workspace: Workspace) throws {
    self.options = options
    catalog = try Catalog(workspace: workspace.root)
    recogniser = Recogniser(try catalog.summaries())
    // A platform that does not exist is told before anything is read.
    if let id = options.platform { _ = try catalog.platform(id: id) }
  }

  /// Reads a file and finds its secrets; of a file of no known platform by the net alone.
  mutating func read(_ path: String) throws -> SecretsInput {
    let file = try InputFile(reading: path)
    let guess = recogniser.recognise(file.bytes)
    // Half of the keys of a file of one platform may stay with the table of another.
    if options.platform == nil, guess.id == nil, !guess.candidates.isEmpty, !file.isBlank {
      _ = try guess.resolved(source: file.source)
    }
    let id = options.platform ?? guess.id
    let scanner = try scanner(id, notation: options.notation ?? id.flatMap { guess.notation(of: $0) })
    if id == nil, !file.isBlank {
      StandardError.note(
        "\(file.source): the platform is not known, only suspicious words and forms are looked for; --platform names it"
      )
    }
    return SecretsInput(file: file, platform: id, scanner: scanner, hits: scanner.scan(file.bytes))
  }

  private mutating func scanner(_ id: String?, notation: String?) throws -> SecretScanner {
    let name = "\(id ?? "") \(notation ?? "")"
    if let known = scanners[name] { return known }
    var platform = try id.map { try catalog.platform(id: $0) }
    if let notation, let other = platform?.using(notation: notation) {
      platform = other
    } else if options.notation != nil {
      throw InputError(
        "the platform \(id ?? "of the file") has no notation \"\(notation ?? "")\"",
        remedy: "Leave --notation out.")
    }
    let scanner = SecretScanner(platform)
    scanners[name] = scanner
    return scanner
  }
}
