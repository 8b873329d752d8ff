using System.Collections.Immutable;

namespace Weft.Passes;

/// <summary>A pass as the command line knows it.</summary>
/// <param name="Title">How mlir-opt's reports call it: <c>CSE</c> for <c>cse</c>.</param>
/// <param name="Refused">Options of mlir-opt's pass of the same name that this one lacks.</param>
public sealed record PassInfo(
    string Name, string Title, string Description, ImmutableArray<PassOption> Options, ImmutableArray<RefusedOption> Refused,
    Func<PassOptions, IPass> Create);

/// <param name="Default">As text.</param>
public sealed record PassOption(string Name, string Default);

/// <param name="Default">The value that changes nothing.</param>
/// <param name="Reason">Why it is not there, and what to do instead.</param>
public sealed record RefusedOption(string Name, string Default, string Reason);
