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

    private readonly List<Variable> _callers = [];

    private FunctionBuilder Function => body.Function;

    /// <summary>The arrays that the workflow takes.</summary>
    public IReadOnlyList<Variable> Callers => _callers;

    /// <summary>A parameter. Where its name is given to another array, the caller's goes on under a name of its own: the result.</summary>
    public Variable Declare(IParameterSymbol parameter, ArrayType type, Value value)
    {
        var own = Make(parameter.Name, type);
        _callers.Add(own);
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
        var places = targets
            .Select(t => t is IDiscardOperation ? null : IsArray(t) ? ArrayPlace(t) : body.Places.Target(t)).ToList();
        var given = Given(op, values, targets.Count);
        for (var i = 0; i < targets.Count; i++)
        {
            if (places[i] is { } place && given[i].Value is Value[] numbers)
                body.Places.Store(place, body.Structs.Convert(numbers, given[i].Type, place.Type));
            else if (places[i] is VariablePlace { Variables: [var name] })
                Bind(name, (ArrayHandle)given[i].Value, given[i].Source);
        }

        Release(given.Select(g => g.Value));
        return true;
    }

    // Numbers, and handles of arrays.
    private List<(IOperation Source, KernelType Type, object Value)> Given(IOperation op, IReadOnlyList<IOperation> values, int count)
    {
        if (values.Count == count)
            return [.. values.Select(v => (v, body.ValueTypeOf(v), IsArray(v) ? Hold(v) : (object)body.Expressions.Leaves(v)))];
        if (values is not [IInvocationOperation call] || !KernelMethods.IsKernel(call.TargetMethod)
            || ResultModel.OfWorkflow(body.Close(call.Type)!) is not StructType { IsTuple: true } tuple || tuple.Fields.Count != count)
            throw body.Expressions.Unsupported(op, "Assign arrays one by one, or as a tuple that is written out: (u, v) = (v, u).");
        var results = body.Workflow!.Calls.Invoke(call);
        return [.. tuple.Fields.Select(f => (values[0], f.Type, Part(f, [.. results.Skip(f.First).Take(f.Type.Leaves.Count)])))];

        static object Part(StructField field, Value[] values) =>
            field.Type is ArrayType array ? new ArrayHandle(array, null, values[0]) : values;
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

    /// <summary>The array under a name of its own: another assignment may give its name to another array before this one is used.</summary>
    public ArrayHandle Hold(IOperation value)
    {
        var array = Of(value);
        if (array.Name is null) return array;
        var held = Make("held", array.Type);
        Bind(held, array, value);
        return array with { Name = held };
    }

    /// <summary>Forgets the names that <see cref="Hold"/> gave.</summary>
    public void Release(IEnumerable<object> held)
    {
        foreach (var array in held.OfType<ArrayHandle>())
            if (array.Name is { } name) Function.Names = Function.Names.Forget(name);
    }

    private Place ArrayPlace(IOperation target) => target switch
    {
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
