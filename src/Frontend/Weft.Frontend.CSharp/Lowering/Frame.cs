using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>One call of a function while it is lowered in place: the kernel, a method or local function that it calls, the body
/// of a parallel loop.</summary>
/// <param name="function">Whose locals these are.</param>
/// <param name="caller">What was being lowered when the call was met.</param>
/// <param name="outer">The function that this one is written in and whose variables it sees.</param>
internal sealed class Frame(IMethodSymbol function, Frame? caller, Frame? outer)
{
    private readonly Dictionary<ISymbol, Place> _places = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Exit> _labels = new(SymbolEqualityComparer.Default);

    public IMethodSymbol Function { get; } = function;

    public Frame? Outer { get; } = outer;

    /// <summary>Where return goes.</summary>
    public Exit Return { get; set; } = new(null);

    /// <summary>What return gives; null in functions that return void.</summary>
    public VariablePlace? Result { get; set; }

    /// <summary>In a workflow, and in the turns of its parallel loops: the names of arrays that operations change. Null elsewhere, where
    /// arrays are memory.</summary>
    public Func<IEnumerable<IOperation>, IEnumerable<Variable>>? Writes { get; set; }

    /// <summary>A new local or parameter of a number type.</summary>
    public Variable Declare(ISymbol symbol, ScalarType type) => Declare(symbol, (KernelType)type).Variables[0];

    public VariablePlace Declare(ISymbol symbol, KernelType type)
    {
        var place = VariablePlace.Of(symbol.Name, type);
        Bind(symbol, place);
        return place;
    }

    /// <summary>Makes a name stand for a place: that of its value, or by reference the caller's. <c>this</c> goes by its type.</summary>
    public void Bind(ISymbol symbol, Place place) => _places[symbol] = place;

    /// <summary>Jumps to the label take this exit until it is closed.</summary>
    public void Open(ILabelSymbol label, Exit exit) => _labels[label] = exit;

    public void Close(ILabelSymbol label) => _labels.Remove(label);

    /// <summary>A place of this very function, or one that it was given by reference.</summary>
    public Place? Own(ISymbol symbol) => _places.TryGetValue(symbol, out var place) ? place : null;

    /// <summary>A place of this function or of one around it.</summary>
    public Place? Find(ISymbol symbol) => Own(symbol) ?? Outer?.Find(symbol);

    /// <summary>The exit of a loop that is open; null for loops further in, and for those that are done.</summary>
    public Exit? ExitOf(ILabelSymbol label) => _labels.TryGetValue(label, out var exit) ? exit : null;

    public bool IsCalling(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(Function, method) || (caller?.IsCalling(method) ?? false);

    /// <summary>The frame of the function that a local function is written in.</summary>
    public Frame? Enclosing(IMethodSymbol localFunction)
    {
        for (var frame = this; frame is not null; frame = frame.Outer)
            if (SymbolEqualityComparer.Default.Equals(frame.Function, localFunction.ContainingSymbol))
                return frame;
        return null;
    }
}
