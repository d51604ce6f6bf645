import ArgumentParser
import Foundation

/// Which workspace a command works in.
struct WorkspaceOptions: ParsableArguments {
  @Option(help: "The workspace; default: the nearest folder upwards with a peerconf.yaml, else this one.")
  var workspace: String?

  func locate() throws -> Workspace {
    try Workspace.locate(workspace, environment: ProcessInfo.processInfo.environment)
  }
}
