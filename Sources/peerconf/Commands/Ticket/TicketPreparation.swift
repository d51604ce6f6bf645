import ChangeTicket
import ConfigTree
import Diagnostics
import PlatformModel
import Rendering
import SafeFiles
import Secrets
import Validation

/// Prepares a site's change in the way that `ticket create` and `ticket open` share: the same input gives the same
/// bundle wherever its files lie.
struct TicketPreparation {
  /// What the bundle calls the intent.
  static let intentSource = "intent"

  private let context: DeviceContext
  private let site: SitePreparation
  private let tagKey: TagKey

  /// `tool` stands in the bundle; the key of the tags is made when it is not there.
  init(_ context: DeviceContext, tool: ToolIdentity) throws {
    self.context = context
    do {
      site = try SitePreparation(renderer: try context.renderer(), tool: tool)
    } catch let error as PatternError {
      throw DeviceContext.error(error, platform: context.platform.id)
    }
    tagKey = try context.workspace.tagKey()
  }

  var device: PreparedPlatform { site.preparation.device }

  /// Refuses files that cannot be a device's own.
  func check(_ running: InputFile) throws(InputError) {
    guard !running.isBlank else {
      throw InputError(
        "the device's file is empty", at: SourcePlace(source: running.source),
        remedy: "Fetch it again; for a device without a configuration leave --running out.")
    }
    try PresentFile.refuse(device.matched(running.bytes, source: running.source))
  }

  /// Prepares the change; a version that is not said anywhere is read in the device's own file.
  func prepare(
    _ file: IntentFile, previous: IntentFile?, running: InputFile?, exported: InputFile?, keys: KeyRing,
    options: ChangeOptions
  ) throws -> PreparedSite {
    try site.prepare(
      SiteRequest(
        intent: file.intent, intentSource: TicketPreparation.intentSource,
        previous: previous?.intent,
        running: running?.bytes, softwareVersion: context.version(file.intent, running: running),
        keys: keys.keys, tagKey: tagKey,
        exported: exported?.bytes, remarks: keys.findings, options: options))
  }

  /// What stands for a bundle, as `sha256sum -c` reads it.
  static func line(_ identity: String, _ directory: String) -> String {
    let slash = directory.hasSuffix("/") ? "" : "/"
    return "\(identity)  \(directory)\(slash)\(BundleManifest.fileName)\n"
  }
}
