using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.Frontend.CSharp.Lowering;
using Weft.IR;

namespace Weft.Frontend.CSharp.Workflows;

/// <summary>The arrays of a workflow: what its names stand for, and the value that each array has at present.</summary>
internal sealed class WorkflowArrays(BodyLowering body, IOperation workflow)
{
    // In the functions inside of it, too.
    private readonly HashSet<ISymbol> _assigned = Assigned.Symbols(
        [workflow, .. workflow.Descendants().Where(op => op is IAnonymousFunctionOperation or ILocalFunctionOperation)
            .SelectMany(function => function.ChildOperations)]);

    private const string InPlace = "Assign arrays, and call what writes them, in the workflow itself.";

    private FunctionBuilder Function => body.Function;

    /// <summary>A parameter. Where its name is given to another array, the caller's goes on under a name of its own: the result.</summary>
    public Variable Declare(IParameterSymbol parameter, ArrayType type, Value value)
    {
        var own = Make(parameter.Name, type);
        Function.Names = Function.Names.Fresh(own);
        Function.Write(own, value);
        var name = own;
        if (_assigned.Contains(parameter)) Bind(name = Make(parameter.Name, type), new(type, own), workflow);
        body.Frame.Bind(parameter, new VariablePlace(type, [name]));
        return own;
    }

    /// <summary>A local. One that always stands for the array of another name shares its place.</summary>
    public void Declare(IVariableDeclaratorOperation declarator, ArrayType type, IOperation? initializer)
    {
        var (local, given) = (declarator.Symbol, initializer is null ? null : Of(initializer));
        if (given is { Name: { } source, Part: null } && !_assigned.Contains(local)
            && !WorkflowWrites.Root(initializer).Any(_assigned.Contains))
            body.Frame.Bind(local, new VariablePlace(type, [source]));
        else if (Declare(local, type) is var name && given is not null)
            Bind(name, given, initializer!);
    }

    /// <summary>The array that an expression gives.</summary>
    public ArrayHandle Of(IOperation op)
    {
        if (body.ValueTypeOf(op) is not ArrayType { Element: ScalarType, IsTensor: false } type) throw Unsupported(op);
        return op switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation => Named(op, type),
            IInvalidOperation or IConversionOperation { Operand: IInvalidOperation } => throw body.Fail(),
            IConversionOperation { Operand: { Type: { } from } operand } when ArrayType.ElementOf(from) is not null => Of(operand),
            _ => new ArrayParts(body, this).Find(op) ?? new NewArrays(body, this).Make(op, type) ?? throw Unsupported(op),
        };
    }

    /// <summary>The elements at present.</summary>
    public Value Read(ArrayHandle array, IOperation at)
    {
        var whole = Whole(array, at);
        return array.Part is not { } part ? whole : body.At(at).Add(
            ExtractSliceOp.Of(whole, [part.Start], [part.Count], [1], array.IrType));
    }

    /// <summary>Gives an array new elements, under all its names.</summary>
    public void Write(ArrayHandle array, Value elements, IOperation at)
    {
        if (array.Name is not { } name) return;
        if (body.Frame.Writes is null)
            throw body.Error(KernelDiagnostics.WritesCaptured, at.Syntax, $"{name}", InPlace);
        body.Workflow!.Turns?.RequireOwn(name, at);
        if (array.Part is { } part)
            elements = body.At(at).Add(InsertSliceOp.Of(elements, Whole(array, at), [part.Start], [part.Count], [1]));
        foreach (var known in Function.Names.SameAs(name).Append(name)) Function.Write(known, elements);
        Function.Names = Function.Names.Written(name, at.Syntax);
    }

    /// <summary>Assigns arrays, among other values perhaps: all are known before the first is assigned. False where there are none.
    /// </summary>
    public bool TryAssign(IOperation op)
    {
        var (targets, values) = op switch
        {
            ISimpleAssignmentOperation { IsRef: false } simple => ([simple.Target], [simple.Value]),
            IDeconstructionAssignmentOperation tuple => (Elements(tuple.Target), Elements(tuple.Value)),
            _ => ((IReadOnlyList<IOperation>)[], (IReadOnlyList<IOperation>)[]),
        };
        if (!targets.Any(IsArray)) return false;
        if (body.Frame.Writes is null)
            throw body.Error(KernelDiagnostics.WritesCaptured, op.Syntax, SourceText.Of(targets.First(IsArray)), InPlace);
        if (targets.Count != values.Count)
            throw body.Expressions.Unsupported(op, "Assign arrays one by one, or as a tuple that is written out: (u, v) = (v, u).");
        var places = targets.Select(target => IsArray(target) ? ArrayPlace(target) : body.Places.Target(target)).ToList();
        var given = values.Select(value => IsArray(value) ? Hold(value) : (object)body.Expressions.Leaves(value)).ToList();
        for (var i = 0; i < targets.Count; i++)
        {
            if (given[i] is Value[] numbers)
                body.Places.Store(places[i], body.Structs.Convert(numbers, body.ValueTypeOf(values[i]), places[i].Type));
            else if (places[i] is VariablePlace { Variables: [var name] })
                Bind(name, (ArrayHandle)given[i], values[i]);
        }

        foreach (var held in given.OfType<ArrayHandle>().Where(h => h.Name is not null)) Function.Names = Function.Names.Forget(held.Name!);
        return true;
    }

    /// <summary>The number of elements in a dimension.</summary>
    public Value Extent(ArrayHandle array, int dimension, IOperation at) =>
        array.Part?.Count ?? Function.Extent(Whole(array, at), dimension);

    public static bool IsArray(IOperation op) => ArrayType.ElementOf(op.Type) is not null;

    private LoweringException Unsupported(IOperation op) =>
        body.Error(WorkflowDiagnostics.ArrayKind, op.Syntax, SourceText.Of(op), op.Type!.ToDisplayString());

    private Value Whole(ArrayHandle array, IOperation at)
    {
        if (array.Name is not { } name) return array.Made!;
        if (Function.Names.StaleBy(name) is { } by)
            throw body.Error(WorkflowDiagnostics.UnknownArray, at.Syntax, $"{name}", SourceText.Of(by));
        return Function.Read(name);
    }

    private ArrayHandle Named(IOperation op, ArrayType type) =>
        body.Places.Of(op) is VariablePlace { Variables: [var name] } ? new(type, name) : throw body.Fail();

    // Another assignment may give the name to another array before this one is assigned.
    private ArrayHandle Hold(IOperation value)
    {
        var array = Of(value);
        if (array.Name is null) return array;
        var held = Make("held", array.Type);
        Bind(held, array, value);
        return array with { Name = held };
    }

    private Place ArrayPlace(IOperation target) => target switch
    {
        IDiscardOperation => new Nowhere(body.ValueTypeOf(target)),
        ILocalReferenceOperation { IsDeclaration: true } declared => Place(declared.Local, declared),
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => Place(declared.Local, declared),
        _ => body.Places.Target(target),
    };

    private VariablePlace Place(ILocalSymbol local, IOperation op)
    {
        var type = (ArrayType)body.ValueTypeOf(op);
        return new(type, [Declare(local, type)]);
    }

    private Variable Declare(ISymbol local, ArrayType type)
    {
        var name = Make(local.Name, type);
        Function.Names = Function.Names.Fresh(name);
        body.Frame.Bind(local, new VariablePlace(type, [name]));
        return name;
    }

    private void Bind(Variable name, ArrayHandle array, IOperation at)
    {
        if (array.Part is not null) throw body.Error(WorkflowDiagnostics.NamedPart, at.Syntax, SourceText.Of(at));
        var value = Read(array, at);
        Function.Names = array.Name is { } other ? Function.Names.Alias(name, other) : Function.Names.Fresh(name);
        Function.Write(name, value);
    }

    private static IReadOnlyList<IOperation> Elements(IOperation tuple) => tuple switch
    {
        ITupleOperation written => written.Elements,
        IDeclarationExpressionOperation { Expression: ITupleOperation declared } => declared.Elements,
        IConversionOperation { IsImplicit: true, Operand: ITupleOperation literal } => literal.Elements,
        _ => [tuple],
    };

    private static Variable Make(string name, ArrayType type) => new(name, ArrayHandle.Open(type));
}
