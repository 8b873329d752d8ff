using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;
using Operation = Weft.IR.Operation;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Arrays as values: locals that stand for arrays, parts of arrays, and arrays that a kernel makes.</summary>
internal sealed class ArrayValues(BodyLowering body)
{
    // Where the variables of arrays were declared.
    private readonly Dictionary<Variable, Block> _homes = [];

    /// <summary>The memory of an expression of array type.</summary>
    public Value[] Leaves(IOperation op, ArrayType type) => op switch
    {
        IConversionOperation { Operand: var operand } => Converted(operand, type),
        _ when Parts.OperandOf(op) is not null => new Parts(body).Memory(op),
        IDefaultValueOperation when !type.IsTensor => [.. ResultPlace("", type).Variables.Select(v => body.Function.Default(v.Type))],
        IPropertyReferenceOperation table => body.Constants.Table(table) ?? throw body.Expressions.Unsupported(op),
        IObjectCreationOperation { Arguments: [var array] } => body.Expressions.Leaves(array.Value),
        IObjectCreationOperation { Arguments.Length: 3 } creation => new Parts(body).OfSpan(creation),
        _ => new ArrayCreation(body).Leaves(op, type),
    };

    /// <summary>An array under the type of the variable that it is assigned to; other values are of it already.</summary>
    public Value Fit(Value value, IrType type) =>
        value.Type == type || type is not MemRefType ? value : body.Function.Add(new MemRefCastOp(value, type));

    /// <summary>A local that is an array. Its variables know where the elements lie if it is assigned only here.</summary>
    public void Declare(IVariableDeclaratorOperation declarator, ArrayType type, IVariableInitializerOperation? initializer)
    {
        var local = declarator.Symbol;
        if (type.IsTensor && initializer is null)
            throw body.Expressions.Unsupported(declarator, "The rank of a tensor is that of its value: give it one where it is declared.");
        var values = initializer is null ? null : body.Expressions.Leaves(initializer.Value);
        if (values is not null) Name(values, local.Name);
        body.Frame.Bind(local, Keep(local, type, values, FunctionAround(declarator)));
    }

    /// <summary>Variables for an array under a name that a function may assign to.</summary>
    public VariablePlace Keep(ISymbol symbol, KernelType type, IReadOnlyList<Value>? values, IOperation? function)
    {
        // The rank of a tensor is that of its value.
        if (type is ArrayType { IsTensor: true } tensor && values is not null)
            type = tensor with { Rank = ((MemRefType)values[0].Type).Rank };
        var isFixed = values is not null && (function is null || !Assigned.Symbols(function).Contains(symbol.OriginalDefinition));
        var place = isFixed ? body.Places.Keep(type, values!, symbol.Name) : ResultPlace(symbol.Name, type);
        foreach (var variable in place.Variables) _homes[variable] = body.Function.Position;
        if (values is not null && !isFixed) body.Places.Store(place, values);
        return place;
    }

    /// <summary>Variables for a value of which nothing but its C# type is known.</summary>
    public static VariablePlace ResultPlace(string name, KernelType type) => type is ArrayType array
        ? new(type, array.Leaves.Select(leaf => new Variable(name + leaf.Path, OpenType(leaf.Type, array.Rank))))
        : VariablePlace.Of(name, type);

    /// <summary>What messages call the arrays that an expression makes.</summary>
    public static void Name(IEnumerable<Value> memory, string name)
    {
        foreach (var value in memory)
            if (value.Def is SubViewOp or AllocationOp && value.Def.Attribute(KernelAttributes.Name) is null)
                value.Def.SetAttribute(KernelAttributes.Name, new StringAttr(name));
    }

    /// <summary>An array that each turn of a loop makes is not there in the next: it cannot go to a variable from outside.</summary>
    public void RequireLasting(IOperation assignment, VariablePlace place, IReadOnlyList<Value> values)
    {
        foreach (var (variable, value) in place.Variables.Zip(values, (v, x) => (v, x)))
            if (_homes.TryGetValue(variable, out var home) && Origins(value).Any(made => DiesBefore(made, home)))
                throw body.Expressions.Unsupported(assignment, "An array made in a loop ends with the turn: make it before the loop.");
    }

    // The type that any array of this C# type has, wherever it lies in memory.
    private static MemRefType OpenType(ScalarType element, int rank)
    {
        var open = Enumerable.Repeat(ShapedType.Dynamic, rank).ToSequence();
        return new(open, element.Ir, new StridedLayoutAttr(ShapedType.Dynamic, open));
    }

    private Value[] Converted(IOperation operand, ArrayType type) =>
        operand.Type is { } source && ArrayType.ElementOf(source) is not null ? body.Expressions.Leaves(operand)
        : InlineArrays.Is(body, operand) ? body.InlineArrays.Elements(operand).Memory
        : operand is ICollectionExpressionOperation or { Kind: OperationKind.None } ? new ArrayCreation(body).Leaves(operand, type)
        : throw body.Expressions.Unsupported(operand, "It is no array that a kernel can hold. An array without elements is [] or default.");

    private static IOperation FunctionAround(IOperation op)
    {
        while (op.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation)) op = parent;
        return op;
    }

    private static IEnumerable<Operation> Origins(Value memory) => memory.Def switch
    {
        MemRefCastOp cast => Origins(cast.Source),
        SubViewOp part => Origins(part.Source),
        IfOp branch => branch.Regions.SelectMany(r => Origins(r.Entry.Last!.Operands[((OpResult)memory).Index])),
        AllocaOp made => [made],
        _ => [],
    };

    private static bool DiesBefore(Operation made, Block home)
    {
        for (var block = made.Parent; block is not null && block != home; block = block.ParentOp?.Parent)
            if (block.ParentOp is ForOp or WhileOp or ParallelOp && !block.Parent!.Encloses(home.Parent!)) return true;
        return false;
    }
}
