package import Diagnostics
package import VPNIntent

/// The sites of a rollout, as a file lists them.
package struct RolloutList: Sendable {
  package let sites: [SiteDescription]
  /// Folder that paths of device files start from, without trailing slash.
  package let folder: String

  /// Names that are files of the rollout's own folder.
  private static let reserved: Set<String> = [
    RolloutFolder.privateName, RolloutFolder.summaryName, RolloutFolder.reportName,
  ]

  /// Longest list of sites in a message.
  private static let shownNames = 12

  package init(sites: [SiteDescription], folder: String) {
    self.sites = sites
    self.folder = folder
  }

  /// A list, unless an error makes it unusable, and all remarks about it.
  package struct Reading: Sendable {
    package let list: RolloutList?
    package let findings: [Finding]
  }

  /// Reads a file of sites, YAML or JSON.
  ///
  /// What is wrong with single sites is a finding, and then there is no list: a rollout starts with a sound file.
  ///
  /// - Throws: `InputError` when the text is neither JSON nor YAML.
  package static func read(_ bytes: [UInt8], source: String) throws(InputError) -> Reading {
    let reading = try SiteDescription.list(bytes, source: source)
    let taken = (reading.value ?? []).filter { reserved.contains($0.site) }.map { site in
      Finding(
        rule: "rollout-site-name", severity: .error, place: SourcePlace(source: source),
        message: "no site can be called \(site.site): the rollout has a file of that name",
        remedy: "Give the site another name.")
    }
    let slash = source.lastIndex(of: "/")
    let folder = slash.map { source[..<$0] } ?? "."
    return Reading(
      list: taken.isEmpty
        ? reading.value.map { RolloutList(sites: $0, folder: folder.isEmpty ? "/" : String(folder)) } : nil,
      findings: reading.findings + taken)
  }

  /// The sites with these names, in the order of the file; all of them for no name at all.
  ///
  /// - Throws: `InputError` for a name that is no site's.
  package func only(_ names: [String]) throws(InputError) -> RolloutList {
    guard !names.isEmpty else { return self }
    let wanted = Set(names)
    let known = Set(sites.map(\.site))
    if let unknown = names.first(where: { !known.contains($0) }) {
      let list = sites.prefix(RolloutList.shownNames).map(\.site).joined(separator: ", ")
      let more =
        sites.count > RolloutList.shownNames ? " and \(sites.count - RolloutList.shownNames) more" : ""
      throw InputError("the file has no site '\(unknown)'", remedy: "It has \(list)\(more).")
    }
    return RolloutList(sites: sites.filter { wanted.contains($0.site) }, folder: folder)
  }
}
