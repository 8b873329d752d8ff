using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>Something that has a body and can be called: a func, a kernel or a workflow.</summary>
public abstract class CallableSymbol(string name, ImmutableArray<VariableSymbol> parameters, string doc, Location location) : ISymbol
{
    public string Name => name;

    /// <summary>As declared; of kernels, the outputs after <c>-></c> last.</summary>
    public ImmutableArray<VariableSymbol> Declared => parameters;

    /// <summary>What is passed: records as their scalars and arrays.</summary>
    public ImmutableArray<VariableSymbol> Parameters { get; } = [.. parameters.SelectMany(parameter => parameter.Leaves)];

    /// <summary>Others may call it, but it is no entry of the program: it comes from an imported file, or is a generic kernel for
    /// the types of one call.</summary>
    public bool IsHelper { get; init; }

    /// <summary>The doc comment, or empty.</summary>
    public string Doc => doc;

    public Location Location => location;

    public override string ToString() => name;
}

/// <summary>A pure function of scalars and records.</summary>
/// <param name="result">A <see cref="ScalarType"/> or a <see cref="RecordType"/>.</param>
public sealed class FuncSymbol(string name, ImmutableArray<VariableSymbol> parameters, WeftType result, string doc, Location location)
    : CallableSymbol(name, parameters, doc, location)
{
    public WeftType Result => result;

    /// <summary>The scalars that it gives.</summary>
    public ImmutableArray<ElementType> Results { get; } =
        result is RecordType record ? [.. record.Record.Leaves] : [((ScalarType)result).Kind];
}

/// <summary>A kernel or a workflow.</summary>
/// <param name="resultCount">How many of the declared parameters, from the last, stand after <c>-></c>.</param>
/// <param name="shapeSymbols">In the order in which the signature first mentions them.</param>
public sealed class KernelSymbol(
    string name,
    bool isWorkflow,
    ImmutableArray<VariableSymbol> parameters,
    int resultCount,
    ImmutableArray<VariableSymbol> shapeSymbols,
    string doc,
    Location location) : CallableSymbol(name, parameters, doc, location)
{
    public bool IsWorkflow => isWorkflow;

    /// <summary>Its floats may be computed in another order and form than it says, in which they round otherwise.</summary>
    public bool IsFast { get; init; }

    public ImmutableArray<VariableSymbol> ShapeSymbols => shapeSymbols;

    /// <summary>What must hold of the extents at each call.</summary>
    public ImmutableArray<ShapeConstraint> Constraints { get; init; } = [];

    /// <summary>The parameters that a call names: all but <see cref="Results"/>.</summary>
    public ImmutableArray<VariableSymbol> Arguments => Declared[..^resultCount];

    /// <summary>The outputs after <c>-></c>: what a call gives as values.</summary>
    public ImmutableArray<VariableSymbol> Results => Declared[^resultCount..];
}
