import ArgumentParser
import ConfigDiff

/// What a file or an intended side speaks for: a part of the device, or all of it.
typealias Scope = DiffOptions.Scope

extension DiffOptions.Scope: ExpressibleByArgument {}
