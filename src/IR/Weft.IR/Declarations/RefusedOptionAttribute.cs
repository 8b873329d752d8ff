using System;

namespace Weft.IR;

/// <summary>Says that a pass lacks an option that mlir-opt's pass of the same name has.</summary>
/// <param name="initial">The only value that it may have: mlir-opt's default.</param>
/// <param name="reason">Why, and what to do instead.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RefusedOptionAttribute(string name, string initial, string reason) : System.Attribute
{
    public string Name { get; } = name;

    public string Initial { get; } = initial;

    public string Reason { get; } = reason;
}
