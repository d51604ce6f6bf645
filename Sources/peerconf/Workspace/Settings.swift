import Diagnostics
import SafeFiles
import Yams

/// Settings that a team keeps beside its sites; flags and environment variables win over them.
struct Settings: Equatable {
  static let fileName = "peerconf.yaml"

  var region: String?
  var projectID: String?
  var endpoint: String?
  /// PEM file with further certificate authorities.
  var caFile: String?
  /// Requests to the cloud per second, and at once.
  var rate: Int?
  var parallel: Int?

  /// Reads `peerconf.yaml` of the workspace, then fills gaps from `$XDG_CONFIG_HOME/peerconf/peerconf.yaml`.
  static func load(root: String, environment: [String: String]) throws -> Settings {
    var settings = try read("\(root)/\(fileName)")
    let configuration = environment["XDG_CONFIG_HOME"] ?? environment["HOME"].map { "\($0)/.config" }
    if let configuration {
      let personal = try read("\(configuration)/peerconf/\(fileName)")
      settings.region = settings.region ?? personal.region
      settings.projectID = settings.projectID ?? personal.projectID
      settings.endpoint = settings.endpoint ?? personal.endpoint
      settings.caFile = settings.caFile ?? personal.caFile
      settings.rate = settings.rate ?? personal.rate
      settings.parallel = settings.parallel ?? personal.parallel
    }
    return settings
  }

  private static func read(_ path: String) throws -> Settings {
    var settings = Settings()
    guard SafeFile.exists(path) else { return settings }
    let bytes = try SafeFile.read(path, limit: 1 << 20)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw InputError("the settings are not valid UTF-8", at: SourcePlace(source: path))
    }
    let node: Node?
    do {
      node = try compose(yaml: text)
    } catch {
      throw InputError("the settings are no YAML: \(error)", at: SourcePlace(source: path))
    }
    guard let node else { return settings }
    guard let mapping = node.mapping else {
      throw InputError(
        "the settings must be a mapping of names to values", at: SourcePlace(source: path, line: 1))
    }
    for (key, value) in mapping {
      let place = SourcePlace(source: path, line: key.mark?.line ?? 0, column: key.mark?.column ?? 0)
      guard let name = key.string, let text = value.scalar?.string else {
        throw InputError("a setting must be one plain value", at: place)
      }
      switch name {
      case "region": settings.region = text
      case "project_id": settings.projectID = text
      case "endpoint": settings.endpoint = text
      case "ca_file": settings.caFile = text
      case "rate": settings.rate = try number(text, PaceOptions.rates, name, place)
      case "parallel": settings.parallel = try number(text, PaceOptions.parallels, name, place)
      default:
        throw InputError(
          "unknown setting \(name)", at: place,
          remedy: "Known are region, project_id, endpoint, ca_file, rate and parallel.")
      }
    }
    return settings
  }

  private static func number(
    _ text: String, _ range: ClosedRange<Int>, _ name: String, _ place: SourcePlace
  ) throws(InputError) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw InputError(
        "\(name) is no whole number from \(range.lowerBound) to \(range.upperBound)", at: place)
    }
    return number
  }
}
