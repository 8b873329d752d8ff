using System.Collections.Generic;
using System.IO;
using Microsoft.CodeAnalysis;
using Weft.Frontend.CSharp.Workflows;
using Weft.IR;
using Location = Weft.IR.Location;
using Operation = Weft.IR.Operation;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Writes the body of one function and knows the present value of each variable.</summary>
internal sealed class FunctionBuilder
{
    private readonly Block _entry;
    private readonly Location _start;
    private readonly Builder _ir;
    private readonly Dictionary<TypedAttribute, Value> _constants = [];
    private readonly Dictionary<(Value Array, int Dimension), Value> _extents = [];
    private Operation? _lastOnTop;

    public FunctionBuilder(IFunction function)
    {
        (_entry, _start) = (function.Body.Entry, ((Operation)function).Location);
        _ir = Builder.AtEnd(_entry, _start);
    }

    /// <summary>The variables that have a value here.</summary>
    public Dictionary<Variable, Value> Values { get; set; } = [];

    /// <summary>In a workflow, what the names of arrays stand for here.</summary>
    public ArrayNames Names { get; set; } = ArrayNames.None;

    /// <summary>Whether arithmetic of floats is left open where it is not <see cref="IsExact"/>.</summary>
    public bool IsFast { get; init; }

    /// <summary>Whether the functions of the library are being written, whose roundings make up for one another.</summary>
    public bool IsExact { get; set; }

    public Location Location => _ir.Location;

    /// <summary>The block that is being written.</summary>
    public Block Position => _ir.Block;

    /// <summary>What is inserted from here on comes from this piece of source. The file is named without its folder, so that the
    /// IR is the same on every machine.</summary>
    public FunctionBuilder At(IOperation op) =>
        MathLibrary.IsLibrary(op.Syntax.SyntaxTree) ? this : At(LocationOf(op.Syntax.GetLocation()));

    public FunctionBuilder At(Location location)
    {
        _ir.Location = location;
        return this;
    }

    public static Location LocationOf(Microsoft.CodeAnalysis.Location location)
    {
        var start = location.GetLineSpan();
        return Location.At(Path.GetFileName(start.Path), start.StartLinePosition.Line + 1, start.StartLinePosition.Character + 1);
    }

    public T Insert<T>(T op) where T : Operation
    {
        if (IsFast && !IsExact) FastArithmetic.Allow(op);
        return _ir.Insert(op);
    }

    public Value Add(Operation op) => Insert(op).Results[0];

    public Value Constant(TypedAttribute value)
    {
        if (_constants.TryGetValue(value, out var known)) return known;
        return _constants[value] = AddOnTop(new ConstantOp(value));
    }

    public Value Integer(System.Numerics.BigInteger value, IrType type) => Constant(new IntegerAttr(value, type));

    public Value Float(double value, IrType type) => Constant(FloatAttr.Of(value, (FloatType)type));

    public Value Bool(bool value) => Constant(IntegerAttr.Bool(value));

    public Value Zero(IrType type) => type is FloatType ? Float(0, type) : Integer(0, type);

    public Value Not(Value condition) => Add(new XOrIOp(condition, Bool(true)));

    public Value And(Value left, Value right) => IsTrue(left) ? right : IsTrue(right) ? left : Add(new AndIOp(left, right));

    private static bool IsTrue(Value value) => value.Def is ConstantOp { Value: IntegerAttr { IsZero: false } };

    /// <summary>Faults unless the condition holds; null holds.</summary>
    public void Require(Value? condition, Fault fault)
    {
        if (condition is null || IsTrue(condition)) return;
        var assertion = new AssertOp(fault.Message, condition);
        assertion.SetAttribute(KernelAttributes.Fault, new StringAttr(fault.Kind));
        Insert(assertion);
    }

    /// <summary>The extent of a dimension, as an index.</summary>
    public Value Extent(Value array, int dimension)
    {
        if (array.Def is MemRefCastOp cast) return Extent(cast.Source, dimension);
        if (((ShapedType)array.Type).Shape[dimension] is >= 0 and var extent) return Index(extent);
        if (array.Type is RankedTensorType) return Add(new TensorDimOp(array, Index(dimension)));
        if (array.Def is SubViewOp part) return part.MixedSizes[dimension].Value!;
        if (array.Def is AllocationOp made) return made.SizeOf(dimension)!;
        if (array is not BlockArgument { Owner: var owner } || owner != _entry)
            return Add(new DimOp(array, Index(dimension)));
        var key = (array, dimension);
        if (_extents.TryGetValue(key, out var known)) return known;
        var index = Index(dimension);
        return _extents[key] = AddOnTop(new DimOp(array, index));
    }

    public Value Index(long value) => Integer(value, IndexType.Instance);

    /// <summary>The value of a variable. C# lets no program read one before it is assigned; where paths meet that left it
    /// unassigned, any value will do.</summary>
    public Value Read(Variable variable) => Values.TryGetValue(variable, out var value) ? value : Default(variable.Type);

    /// <summary>What C# gives a variable that nobody assigned: zero, or no elements.</summary>
    public Value Default(IrType type)
    {
        if (type is RankedTensorType tensor) return Add(new EmptyOp([.. tensor.Shape.Select(_ => Index(0))], tensor));
        if (type is not MemRefType { Strided: { } layout } array) return Zero(type);
        var none = array.Shape.Select(_ => 0L);
        var memory = Add(new AllocaOp([], [], new MemRefType(none, array.Element)));
        var steps = layout.Strides.Select(s => Extents.IsOpen(s) ? 1 : s);
        var empty = array with { Extents = none, Layout = new StridedLayoutAttr(0, steps) };
        return Add(new MemRefCastOp(Add(new ReinterpretCastOp([0], none, steps, memory, [], [], [], empty)), type));
    }

    public void Write(Variable variable, Value value) => Values[variable] = value;

    /// <summary>Goes on at the end of a block; the caller comes back with the result.</summary>
    public (Block Block, Dictionary<Variable, Value> Values) Enter(Block block)
    {
        var here = (_ir.Block, Values);
        _ir.MoveToEnd(block);
        Values = new(Values);
        return here;
    }

    public void Leave((Block Block, Dictionary<Variable, Value> Values) back)
    {
        _ir.MoveToEnd(back.Block);
        Values = back.Values;
    }

    /// <summary>Writes what is computed once, behind the constants and before everything else.</summary>
    public Value[] OnTop(System.Func<Value[]> compute)
    {
        var (block, before) = (_ir.Block, _ir.Before);
        var first = _lastOnTop is null ? _entry.First : _lastOnTop.Next;
        if (first is null) _ir.MoveToEnd(_entry);
        else _ir.MoveBefore(first);
        var values = compute();
        if (before is null) _ir.MoveToEnd(block);
        else _ir.MoveBefore(before);
        return values;
    }

    /// <summary>Ends the function, without the constants and extents that nothing came to use.</summary>
    public void Finish(Operation exit)
    {
        Insert(exit);
        for (var op = _lastOnTop; op is not null;)
        {
            var previous = op.Previous;
            if (!op.HasUses) op.Erase();
            op = previous;
        }
    }

    // Constants and extents stand once, before everything else.
    private Value AddOnTop(Operation op)
    {
        op.Location = _start;
        _entry.InsertBefore(_lastOnTop is null ? _entry.First : _lastOnTop.Next, op);
        _lastOnTop = op;
        return op.Results[0];
    }
}
