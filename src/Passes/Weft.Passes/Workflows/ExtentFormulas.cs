using Weft.IR;

namespace Weft.Passes;

/// <summary>The shape symbols of a call: bound to extents of its arguments, and checked where several arguments share one.</summary>
internal sealed class ExtentFormulas
{
    // No name of a symbol: stands for the extent while a formula is solved for another.
    private const string Given = "?";
    private readonly Dictionary<string, Value> _symbols = [];
    private readonly Dictionary<string, (Value Value, ElementType Type)> _numbers = [];
    private readonly Builder _builder;

    public ExtentFormulas(IFunction callee, IReadOnlyList<Value?> arguments, Builder builder)
    {
        _builder = builder;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i] is not { } argument) continue;
            if (argument.Type is not MemRefType)
            {
                if (KernelAttributes.ElementOf(callee, i) is { IsInteger: true } element)
                    _numbers[KernelAttributes.NameOf(callee, i)!] = (argument, element);
                continue;
            }

            var shape = KernelAttributes.ShapeOf(callee, i);
            for (var d = 0; d < shape.Count; d++) Bind(shape[d], argument, d, KernelAttributes.NameOf(callee, i));
        }
    }

    private void Bind(ShapeExpr formula, Value array, int dimension, string? name)
    {
        var extent = DimOp.Of(_builder, array, dimension);
        if (formula is ShapeExpr.Symbol { Name: var symbol } && !_symbols.ContainsKey(symbol))
        {
            _symbols[symbol] = extent;
            return;
        }

        // 2*n + 1 says what n is; that the formula gives the extent is checked as for others.
        if (formula.Solve(new ShapeExpr.Symbol(Given), _symbols.ContainsKey) is var (solved, value))
        {
            _symbols[Given] = extent;
            if (Emit(value) is { } number) _symbols[solved] = number;
            _symbols.Remove(Given);
        }

        if (Emit(formula) is not { } expected) return;
        var same = _builder.Add(new CmpIOp(CmpIPredicate.Eq, extent, expected));
        _builder.Insert(new AssertOp($"dimension {dimension} of '{name}' is not '{formula}', which other arguments fix", same));
    }

    // An integer goes by its own name, where no array has an extent of that.
    private Value? Number(string name)
    {
        if (!_numbers.TryGetValue(name, out var number) || number.Value.Type is IndexType) return number.Value;
        return _builder.Add(number.Type.IsSigned
            ? new IndexCastOp(number.Value, IndexType.Instance) : new IndexCastUIOp(number.Value, IndexType.Instance));
    }

    /// <summary>The formula as operations; null when it uses a symbol that nothing fixes.</summary>
    public Value? Emit(ShapeExpr formula)
    {
        switch (formula)
        {
            case ShapeExpr.Literal literal: return _builder.Add(ConstantOp.Index(literal.Value));
            case ShapeExpr.Symbol symbol: return _symbols.GetValueOrDefault(symbol.Name) ?? Number(symbol.Name);
        }

        var binary = (ShapeExpr.Binary)formula;
        if (Emit(binary.Left) is not { } left || Emit(binary.Right) is not { } right) return null;
        return _builder.Add(binary.Operator switch
        {
            '+' => new AddIOp(left, right),
            '-' => new SubIOp(left, right),
            '*' => new MulIOp(left, right),
            '/' => new DivSIOp(left, right),
            _ => new RemSIOp(left, right),
        });
    }
}
