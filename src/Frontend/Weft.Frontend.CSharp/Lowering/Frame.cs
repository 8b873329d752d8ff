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
    private readonly Dictionary<ISymbol, Variable> _variables = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, KernelArray> _arrays = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Exit> _labels = new(SymbolEqualityComparer.Default);

    public IMethodSymbol Function { get; } = function;

    public Frame? Outer { get; } = outer;

    /// <summary>Where return goes.</summary>
    public Exit Return { get; set; } = new(null);

    /// <summary>What return gives; null in functions that return void.</summary>
    public Variable? Result { get; set; }

    public Variable Declare(ISymbol symbol, ScalarType type) => _variables[symbol] = new Variable(symbol.Name, type.Ir);

    public void Bind(ISymbol symbol, KernelArray array) => _arrays[symbol] = array;

    /// <summary>Jumps to the label take this exit until it is closed.</summary>
    public void Open(ILabelSymbol label, Exit exit) => _labels[label] = exit;

    public void Close(ILabelSymbol label) => _labels.Remove(label);

    /// <summary>A variable of this very function.</summary>
    public Variable? Own(ISymbol symbol) => _variables.TryGetValue(symbol, out var variable) ? variable : null;

    /// <summary>A variable of this function or of one around it.</summary>
    public Variable? Find(ISymbol symbol) => Own(symbol) ?? Outer?.Find(symbol);

    public KernelArray? FindArray(ISymbol symbol) => _arrays.TryGetValue(symbol, out var array) ? array : Outer?.FindArray(symbol);

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
