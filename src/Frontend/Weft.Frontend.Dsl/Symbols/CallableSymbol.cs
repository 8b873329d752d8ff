using System.Collections.Immutable;
using Weft.IR;

namespace Weft.Frontend.Dsl.Symbols;

/// <summary>Something that has a body and can be called: a func, a kernel or a workflow.</summary>
public abstract class CallableSymbol(string name, ImmutableArray<VariableSymbol> parameters, string doc, Location location)
{
    public string Name => name;

    /// <summary>In declaration order; of kernels, the outputs after <c>-></c> last.</summary>
    public ImmutableArray<VariableSymbol> Parameters => parameters;

    /// <summary>The doc comment, or empty.</summary>
    public string Doc => doc;

    public Location Location => location;

    public override string ToString() => name;
}

/// <summary>A pure function of scalars.</summary>
public sealed class FuncSymbol(string name, ImmutableArray<VariableSymbol> parameters, ElementType result, string doc, Location location)
    : CallableSymbol(name, parameters, doc, location)
{
    public ElementType Result => result;
}

/// <summary>A kernel or a workflow.</summary>
/// <param name="resultCount">How many of the parameters, from the last, stand after <c>-></c>.</param>
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

    public ImmutableArray<VariableSymbol> ShapeSymbols => shapeSymbols;

    /// <summary>The parameters that a call names: all but <see cref="Results"/>.</summary>
    public ImmutableArray<VariableSymbol> Arguments => Parameters[..^resultCount];

    /// <summary>The outputs after <c>-></c>: what a call gives as values.</summary>
    public ImmutableArray<VariableSymbol> Results => Parameters[^resultCount..];
}
