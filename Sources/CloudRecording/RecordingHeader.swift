import Diagnostics
package import OrderedJSON

/// What a recording says of itself, in `recording.json`: enough to run a command again without credentials or settings.
package struct RecordingHeader: Sendable, Hashable {
  package static let fileName = "recording.json"
  package static let schema = "peerconf.recording/1"

  /// Name and version of the tool that recorded.
  package var tool: String
  package var version: String
  /// UTC, RFC 3339; the time that a replay takes for now.
  package var recordedAt: String
  /// Scheme, host and port.
  package var endpoint: String
  /// `nil` where only an address was known.
  package var region: String?
  package var projectID: String

  package init(
    tool: String, version: String, recordedAt: String, endpoint: String, region: String?, projectID: String
  ) {
    self.tool = tool
    self.version = version
    self.recordedAt = recordedAt
    self.endpoint = endpoint
    self.region = region
    self.projectID = projectID
  }
}

extension RecordingHeader {
  package var json: JSON {
    [
      "schema": .string(RecordingHeader.schema), "tool": .string(tool), "version": .string(version),
      "recorded_at": .string(recordedAt), "endpoint": .string(endpoint), "region": JSON(region),
      "project_id": .string(projectID),
    ]
  }

  /// `nil` for anything that ``json`` does not write.
  init?(_ json: JSON) {
    guard json["schema"]?.string == RecordingHeader.schema, let tool = json["tool"]?.string,
      let version = json["version"]?.string, let recordedAt = json["recorded_at"]?.string,
      let endpoint = json["endpoint"]?.string, let projectID = json["project_id"]?.string
    else { return nil }
    self.init(
      tool: tool, version: version, recordedAt: recordedAt, endpoint: endpoint,
      region: json["region"]?.string,
      projectID: projectID)
  }
}
