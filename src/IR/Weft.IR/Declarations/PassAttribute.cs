using System;

namespace Weft.IR;

/// <summary>Marks a record as a pass. Its constructor parameters are its options: <c>UnrollFactor</c> is <c>unroll-factor</c> in
/// pipeline text. The generator lists all passes of an assembly in its <c>PassRegistry</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PassAttribute(string name, string description) : System.Attribute
{
    public string Name { get; } = name;

    public string Description { get; } = description;

    /// <summary>What mlir-opt's reports call its pass of the same name; the name of the class unless given.</summary>
    public string Title { get; set; } = "";
}
