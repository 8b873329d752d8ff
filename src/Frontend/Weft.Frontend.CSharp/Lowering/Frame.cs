using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>One call of a function while it is lowered in place: the kernel, a method or local function that it calls, the body
/// of a parallel loop.</summary>
/// <remarks>Names are those of the source: what a generic function calls its parameters, not what its specialisation has.</remarks>
/// <param name="function">Whose locals these are, with its type arguments.</param>
/// <param name="caller">What was being lowered when the call was met.</param>
/// <param name="outer">The function that this one is written in and whose variables it sees.</param>
/// <param name="types">What the type parameters in the function stand for.</param>
internal sealed class Frame(IMethodSymbol function, Frame? caller, Frame? outer, TypeArguments types)
{
    private readonly Dictionary<ISymbol, Place> _places = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, FunctionValue> _functions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Exit> _labels = new(SymbolEqualityComparer.Default);

    /// <summary>A function that is called by another, or that is written in it.</summary>
    public Frame(IMethodSymbol function, Frame caller, Frame? outer)
        : this(function, caller, outer, (outer?.Types ?? caller.Types.Cleared()).With(function)) { }

    public IMethodSymbol Function { get; } = function;

    public TypeArguments Types { get; } = types;

    public Frame? Outer { get; } = outer;

    /// <summary>Whether it is the body of a parallel loop, whose turns run at once.</summary>
    public bool IsParallel { get; init; }

    /// <summary>Where return goes.</summary>
    public Exit Return { get; set; } = new(null);

    /// <summary>What return gives; null in functions that return void.</summary>
    public VariablePlace? Result { get; set; }

    /// <summary>In a workflow, and in the turns of its parallel loops: the names of arrays that operations change. Null elsewhere, where
    /// arrays are memory.</summary>
    public Func<IEnumerable<IOperation>, IEnumerable<Variable>>? Writes { get; set; }

    /// <summary>A new local or parameter of a number type.</summary>
    public Variable Declare(ISymbol symbol, ScalarType type)
    {
        var place = VariablePlace.Of(symbol.Name, type);
        Bind(symbol, place);
        return place.Variables[0];
    }

    /// <summary>Makes a name stand for a place: that of its value, or by reference the caller's. <c>this</c> goes by its type.</summary>
    public void Bind(ISymbol symbol, Place place) => _places[symbol.OriginalDefinition] = place;

    /// <summary>Makes a name stand for a function.</summary>
    public void Bind(ISymbol symbol, FunctionValue function) => _functions[symbol.OriginalDefinition] = function;

    /// <summary>The function that a name stands for here; null when there is none.</summary>
    public FunctionValue? NamedFunction(ISymbol symbol) =>
        _functions.TryGetValue(symbol.OriginalDefinition, out var function) ? function : Outer?.NamedFunction(symbol);

    /// <summary>Jumps to the label take this exit until it is closed.</summary>
    public void Open(ILabelSymbol label, Exit exit) => _labels[label] = exit;

    public void Close(ILabelSymbol label) => _labels.Remove(label);

    /// <summary>A place of this very function, or one that it was given by reference.</summary>
    public Place? Own(ISymbol symbol) => _places.TryGetValue(symbol.OriginalDefinition, out var place) ? place : null;

    /// <summary>A place of this function or of one around it.</summary>
    public Place? Find(ISymbol symbol) => Own(symbol) ?? Outer?.Find(symbol);

    /// <summary>As <see cref="Find"/>, for what may be assigned here: nothing from outside a parallel loop.</summary>
    public Place? Reach(ISymbol symbol) => Own(symbol) ?? (IsParallel ? null : Outer?.Reach(symbol));

    /// <summary>Whether turns of a parallel loop, begun after the variable was declared, would all assign it.</summary>
    public bool IsShared(ISymbol symbol) => Own(symbol) is null && (IsParallel || (caller?.IsShared(symbol) ?? false));

    /// <summary>The exit of a loop that is open; null for loops further in, and for those that are done.</summary>
    public Exit? ExitOf(ILabelSymbol label) => _labels.TryGetValue(label, out var exit) ? exit : null;

    public bool IsCalling(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(Function, method) || (caller?.IsCalling(method) ?? false);

    /// <summary>The frame of the function that a local function is written in; functions that got it as a value have it in their callers.
    /// </summary>
    public Frame? Enclosing(IMethodSymbol localFunction) =>
        SymbolEqualityComparer.Default.Equals(Function.OriginalDefinition, localFunction.ContainingSymbol) ? this
        : Outer?.Enclosing(localFunction) ?? caller?.Enclosing(localFunction);
}
