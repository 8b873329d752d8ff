using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Weft.IR;

namespace Weft.Frontend.CSharp.Lowering;

/// <summary>Which place an expression names, and what moves values in and out of places.</summary>
internal sealed class Places(BodyLowering body)
{
    /// <summary>The place that is made at present by an object initializer or a <c>with</c>, or that a pattern looks into.</summary>
    private Place? _receiver;

    /// <summary>Whether an expression names a place, so that its value can be read from there.</summary>
    public static bool IsPlace(IOperation op) => op switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation or IDiscardOperation => true,
        IDeclarationExpressionOperation declaration => IsPlace(declaration.Expression),
        IConditionalOperation { IsRef: true } => true,
        IFieldReferenceOperation field => field.Instance is not null,
        IInlineArrayAccessOperation access => access.Argument is not IRangeOperation,
        IPropertyReferenceOperation property => Arrays.IsElement(property) || IsOwn(property) || Numerics.IsPart(property),
        _ => Arrays.IsElement(op),
    };

    /// <summary>The place of an expression. One that names none is computed, and its value put into variables.</summary>
    public Place Of(IOperation op)
    {
        if (!IsPlace(op)) return Copy(op);
        return op switch
        {
            ILocalReferenceOperation { IsDeclaration: true } declared => Declare(declared),
            ILocalReferenceOperation local => Known(local, local.Local),
            IParameterReferenceOperation parameter => Known(parameter, parameter.Parameter),
            IInstanceReferenceOperation { ReferenceKind: not InstanceReferenceKind.ContainingTypeInstance } =>
                _receiver ?? throw body.Fail(),
            IInstanceReferenceOperation instance => Known(instance, instance.Type!),
            IDeclarationExpressionOperation declaration => Of(declaration.Expression),
            IConditionalOperation choice => Chosen(choice),
            IDiscardOperation discard => new Nowhere(body.ValueTypeOf(discard)),
            IFieldReferenceOperation field => FieldOf(field, field.Instance!, field.Field),
            IInlineArrayAccessOperation element => body.InlineArrays.Element(element),
            IPropertyReferenceOperation property when Numerics.IsPart(property) => Lane(property),
            IPropertyReferenceOperation property when !Arrays.IsElement(property) => Property(property),
            _ => body.Workflow?.Element(op) ?? body.Arrays.Resolve(op),
        };
    }

    /// <summary>The place of a member that a pattern names.</summary>
    public Place PartOf(Place whole, IOperation member)
    {
        var outer = _receiver;
        _receiver = whole;
        var part = Of(member);
        _receiver = outer;
        return part;
    }

    /// <summary>The place that an assignment writes: variables must be those of the function that writes them.</summary>
    public Place Target(IOperation op)
    {
        if (op is IInvalidOperation) throw body.Fail();
        if (!IsPlace(op)) throw body.Expressions.Unsupported(op, "Assign to locals, their fields and array elements.");
        RequireOwn(op);
        return Of(op);
    }

    /// <summary>Takes a reference: C# looks at the indices of an element then, before it computes anything else.</summary>
    public Place Reach(Place place)
    {
        if (place is ElementPlace { Indices.Length: > 0 } element)
            body.At(element.Source).Insert(new CheckAccessOp(element.Array.Memory[0], element.Indices));
        else if (place is PropertyPlace { Owner: { } owner }) Reach(owner);
        else if (place is LanePlace { Vector: var vector }) Reach(vector);
        else if (place is ChosenPlace choice) body.Flow.If(choice.Condition, [], () => Reach(choice.Then), () => Reach(choice.Otherwise));
        return place;
    }

    /// <summary>Whether C# assigns to an expression through a reference: to elements of spans, and to fields of any element. Those of
    /// arrays are looked at when their value is known.</summary>
    public static bool IsByReference(IOperation target) => target switch
    {
        IArrayElementReferenceOperation => false,
        IImplicitIndexerReferenceOperation fromEnd => fromEnd.Instance.Type is not IArrayTypeSymbol,
        _ => true,
    };

    /// <summary>Writes of parallel turns to variables from outside are refused.</summary>
    public void RequireOwn(IOperation op)
    {
        if (op is IConditionalOperation choice)
        {
            RequireOwn(choice.WhenTrue);
            RequireOwn(choice.WhenFalse!);
        }

        if (RootOf(op) is not { } root || IsDeclaration(op) || body.Frame.Find(root) is null || !body.Frame.IsShared(root)) return;
        const string Hint = "Turns of a parallel loop would write it at once: write an array element per turn, or use a plain for loop.";
        throw body.Error(KernelDiagnostics.WritesCaptured, op.Syntax, root.Name, Hint);
    }

    /// <summary>The local, parameter or <c>this</c> (by its type) that an expression names a part of; null where it is none.</summary>
    public static ISymbol? RootOf(IOperation? op) => op switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } instance => instance.Type,
        IDeclarationExpressionOperation declaration => RootOf(declaration.Expression),
        IFieldReferenceOperation field => RootOf(field.Instance),
        IInlineArrayAccessOperation element => RootOf(element.Instance),
        IPropertyReferenceOperation property when !Arrays.IsElement(property) => RootOf(property.Instance),
        _ => null,
    };

    public Value[] Load(Place place) => place switch
    {
        VariablePlace variables => [.. variables.Variables.Select(body.Function.Read)],
        InlineArrayPlace { Parts: var parts } => [.. parts.SelectMany(Load)],
        PlaceOfFields { Parts: var parts } => [.. parts.SelectMany(Load)],
        ElementPlace { Array: var array, Indices: var at } element =>
            [.. array.Memory.Select(memory => body.At(element.Source).Add(new LoadOp(memory, at)))],
        PropertyPlace property => body.Inlining.Get(property),
        ChosenPlace { Then: VariablePlace then, Otherwise: VariablePlace otherwise } choice =>
            body.Nullables.Select(choice.Condition, Load(then), Load(otherwise)),
        ChosenPlace choice => body.Flow.If(
            choice.Condition, [], Nullables.Types(choice.Type), () => Load(choice.Then), () => Load(choice.Otherwise)),
        LanePlace lane =>
            [Lanes(lane).Aggregate((rest, part) => (part.Is, body.Function.Add(new SelectOp(part.Is, part.Value, rest.Value)))).Value],
        _ => throw new System.InvalidOperationException($"'{place}' has no value"),
    };

    public void Store(Place place, IReadOnlyList<Value> values)
    {
        if (place is VariablePlace variables)
            for (var i = 0; i < values.Count; i++)
                body.Function.Write(variables.Variables[i], body.ArrayValues.Fit(values[i], variables.Variables[i].Type));
        else if (place is ElementPlace element)
            for (var i = 0; i < values.Count; i++)
                body.At(element.Source).Insert(new StoreOp(values[i], element.Array.Memory[i], element.Indices));
        else if (place is InlineArrayPlace { Parts: var elements }) StoreParts(elements, values);
        else if (place is PlaceOfFields { Parts: var fields }) StoreParts(fields, values);
        else if (place is PropertyPlace property) body.Inlining.Set(property, values);
        else if (place is ChosenPlace choice)
            body.Flow.If(
                choice.Condition, [.. Place.VariablesOf(choice).Distinct()], () => Store(choice.Then, values),
                () => Store(choice.Otherwise, values));
        else if (place is LanePlace lane)
            Store(lane.Vector, [.. Lanes(lane).Select(part => body.Function.Add(new SelectOp(part.Is, values[0], part.Value)))]);
    }

    private void StoreParts(IReadOnlyList<Place> parts, IReadOnlyList<Value> values)
    {
        var first = 0;
        foreach (var part in parts)
        {
            var count = part.Type.Leaves.Count;
            Store(part, [.. values.Skip(first).Take(count)]);
            first += count;
        }
    }

    /// <summary>A place for values of a type: variables, and memory for inline arrays.</summary>
    public Place New(IOperation source, string name, KernelType type) => type switch
    {
        StructType { InlineElement: { } element } whole => body.InlineArrays.New(source, name, whole, element),
        StructType { HasInlineArrays: true } whole =>
            new PlaceOfFields(whole, [.. whole.Fields.Select(f => New(source, $"{name}.{f.Name}", f.Type))]),
        _ => VariablePlace.Of(name, type),
    };

    /// <summary>A new local or parameter.</summary>
    public Place Declare(IOperation source, ISymbol symbol, KernelType type)
    {
        var place = New(source, symbol.Name, type);
        body.Frame.Bind(symbol, place);
        return place;
    }

    /// <summary>New variables that hold a value without inline arrays.</summary>
    public VariablePlace Keep(KernelType type, IReadOnlyList<Value> values, string name)
    {
        var place = VariablePlace.Of(name, type, values);
        Store(place, values);
        return place;
    }

    /// <summary>A new place that holds a value.</summary>
    public Place Keep(IOperation source, KernelType type, IReadOnlyList<Value> values, string name = "value")
    {
        if (type is not StructType { HasInlineArrays: true }) return Keep(type, values, name);
        var place = New(source, name, type);
        Store(place, values);
        return place;
    }

    public Place Copy(IOperation op)
    {
        var type = body.ValueTypeOf(op);
        return Keep(op, type, body.Expressions.Leaves(op));
    }

    /// <summary>Runs the members of an initializer on what is being made.</summary>
    public void Initialize(Place made, IObjectOrCollectionInitializerOperation? initializer)
    {
        if (initializer is null) return;
        var outer = _receiver;
        _receiver = made;
        foreach (var member in initializer.Initializers)
            if (member is IMemberInitializerOperation nested) Initialize(Of(nested.InitializedMember), nested.Initializer);
            else body.Expressions.Discard(member);
        _receiver = outer;
    }

    private Place Declare(ILocalReferenceOperation declared) => Declare(declared, declared.Local, body.ValueTypeOf(declared));

    private Place Known(IOperation op, ISymbol symbol)
    {
        if (body.Frame.Find(symbol) is { } place) return place;
        // A local without a place is one whose declaration was refused: that is told already.
        if (symbol is ILocalSymbol) throw body.Fail();
        throw body.Expressions.Unsupported(op, "It is not a value that this kernel holds.");
    }

    private Place FieldOf(IOperation op, IOperation instance, ISymbol member)
    {
        if (body.ValueTypeOf(instance) is StructType type && type.Find(StructReader.NameOf(member)) is { } field)
            return Of(instance) switch
            {
                PropertyPlace property => Keep(op, type, Load(property)).Field(field),
                var owner => owner.Field(field),
            };
        throw body.Expressions.Unsupported(op);
    }

    private Place Property(IPropertyReferenceOperation property)
    {
        var own = body.Implementations.Of(property.Property, property.Instance?.Type);
        if (property.Instance is { } structure && (IsField(property) || IsAuto(own))) return FieldOf(property, structure, own);
        var owner = property.Instance is { } instance ? body.Inlining.Receiver(instance, own.GetMethod) : null;
        return new PropertyPlace(
            body.ValueTypeOf(property), own, owner, Arguments.Compute(property.Arguments, Copy), property);
    }

    // Only one of the two is looked at, but what their indices are is computed for both.
    private ChosenPlace Chosen(IConditionalOperation choice)
    {
        var condition = body.Expressions.Lower(choice.Condition);
        return new(condition, Branch(choice.WhenTrue), Branch(choice.WhenFalse!));

        Place Branch(IOperation branch)
        {
            if (!IsFree(branch)) throw body.Expressions.Unsupported(branch, "Compute its indices before, as locals.");
            return Of(branch);
        }
    }

    private static bool IsFree(IOperation place) => place switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation { Instance: { } owner } => IsFree(owner),
        IInlineArrayAccessOperation element => IsFree(element.Instance) && Speculation.IsSafe(element.Argument),
        IConditionalOperation choice => Speculation.IsSafe(choice.Condition) && IsFree(choice.WhenTrue) && IsFree(choice.WhenFalse!),
        _ => Arrays.IsElement(place) && place.ChildOperations.All(Speculation.IsSafe),
    };

    private Place Lane(IPropertyReferenceOperation part)
    {
        var (vector, index) = (Of(part.Instance!), body.Arrays.AsIndex(part.Arguments[0].Value));
        var count = vector.Type.Leaves.Count;
        if (ConstantOp.IntegerOf(index) is >= 0 and var known && known < count)
            return vector.Field(((StructType)vector.Type).Fields[(int)known]);
        body.At(part).Insert(new CheckIndexOp(SourceText.Of(part.Instance!), index, body.Function.Index(count)));
        return new LanePlace(vector.Type.Leaves[0].Type, vector, index);
    }

    // Each part of the vector, and whether it is the one.
    private IEnumerable<(Value Is, Value Value)> Lanes(LanePlace lane) => Load(lane.Vector).Select((value, i) =>
        (body.Function.Add(new CmpIOp(CmpIPredicate.Eq, lane.Index, body.Function.Index(i))), value));

    private static bool IsDeclaration(IOperation op) =>
        op is IDeclarationExpressionOperation or ILocalReferenceOperation { IsDeclaration: true };

    // A property of a struct of the project, or one of System.Numerics that is like a field.
    private static bool IsOwn(IPropertyReferenceOperation property) => IsField(property)
        || (property.Property is { DeclaringSyntaxReferences.Length: 1, ContainingType: var owner, GetMethod: var get }
            && (property.Instance is not { Type: var type } ? !StructReader.IsAuto(get)
                : owner.IsValueType || type is ITypeParameterSymbol));

    /// <summary>Whether a property is read as a field is, which runs no code.</summary>
    public static bool IsField(IPropertyReferenceOperation property) => property is { Instance: { } instance, Property.IsIndexer: false }
        && (StructReader.IsNumerics(instance.Type)
            ? StructReader.Read(instance.Type, out _)!.Find(property.Property.Name) is not null
            : IsAuto(property.Property));

    private static bool IsAuto(IPropertySymbol property) =>
        property is { IsIndexer: false, ContainingType.TypeKind: not TypeKind.Interface }
        && StructReader.IsAuto(property.GetMethod) && StructReader.IsAuto(property.SetMethod)
        && property.DeclaringSyntaxReferences.Length == 1;
}
