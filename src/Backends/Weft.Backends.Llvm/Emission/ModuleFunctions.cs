namespace Weft.Backends.Llvm;

/// <summary>A function that is written into modules that use it.</summary>
internal sealed record ModuleFunction(string Name, string Text);

/// <summary>What is too long to be written where it is used.</summary>
internal static class ModuleFunctions
{
    /// <summary>Records a fault, if it is the first: (context, site, index, bound).</summary>
    public static ModuleFunction Fault { get; } = new("weft.fault", """
        define internal void @weft.fault(ptr %ctx, i32 %site, i64 %index, i64 %bound) noinline cold nounwind {
          %flag = getelementptr inbounds i8, ptr %ctx, i64 4
          %old = cmpxchg ptr %flag, i32 0, i32 1 acq_rel monotonic
          %first = extractvalue { i32, i1 } %old, 1
          br i1 %first, label %write, label %done
        write:
          %sitep = getelementptr inbounds i8, ptr %ctx, i64 8
          store i32 %site, ptr %sitep, align 8
          %indexp = getelementptr inbounds i8, ptr %ctx, i64 16
          store i64 %index, ptr %indexp, align 8
          %boundp = getelementptr inbounds i8, ptr %ctx, i64 24
          store i64 %bound, ptr %boundp, align 8
          br label %done
        done:
          ret void
        }

        """);

    /// <summary>x^n by squaring, modulo 2^64. Negative exponents: 1 and -1 give their powers, all others 0.</summary>
    public static ModuleFunction Power { get; } = new("weft.ipowi", """
        define internal i64 @weft.ipowi(i64 %x, i64 %n) nounwind memory(none) {
        entry:
          %negative = icmp slt i64 %n, 0
          br i1 %negative, label %inverse, label %loop
        inverse:
          %isone = icmp eq i64 %x, 1
          %isminus = icmp eq i64 %x, -1
          %low = and i64 %n, 1
          %odd = icmp ne i64 %low, 0
          %sign = select i1 %odd, i64 -1, i64 1
          %minus = select i1 %isminus, i64 %sign, i64 0
          %small = select i1 %isone, i64 1, i64 %minus
          ret i64 %small
        loop:
          %base = phi i64 [ %x, %entry ], [ %square, %turn ]
          %rest = phi i64 [ %n, %entry ], [ %half, %turn ]
          %product = phi i64 [ 1, %entry ], [ %next, %turn ]
          %end = icmp eq i64 %rest, 0
          br i1 %end, label %done, label %turn
        turn:
          %bit = and i64 %rest, 1
          %set = icmp ne i64 %bit, 0
          %multiplied = mul i64 %product, %base
          %next = select i1 %set, i64 %multiplied, i64 %product
          %square = mul i64 %base, %base
          %half = lshr i64 %rest, 1
          br label %loop
        done:
          ret i64 %product
        }

        """);

    /// <summary>Copies elements one by one: (target, source, rank, shape, bytes of an element). The shape has for each dimension its
    /// extent and both strides, in bytes.</summary>
    public static ModuleFunction Copy { get; } = new("weft.copy", """
        define internal void @weft.copy(ptr %target, ptr %source, i64 %rank, ptr %shape, i64 %size) nounwind {
        entry:
          %leaf = icmp eq i64 %rank, 0
          br i1 %leaf, label %move, label %prepare
        move:
          call void @llvm.memmove.p0.p0.i64(ptr %target, ptr %source, i64 %size, i1 false)
          ret void
        prepare:
          %extent = load i64, ptr %shape, align 8
          %targetp = getelementptr inbounds i64, ptr %shape, i64 1
          %targetstep = load i64, ptr %targetp, align 8
          %sourcep = getelementptr inbounds i64, ptr %shape, i64 2
          %sourcestep = load i64, ptr %sourcep, align 8
          %inner = getelementptr inbounds i64, ptr %shape, i64 3
          %rest = sub i64 %rank, 1
          br label %loop
        loop:
          %i = phi i64 [ 0, %prepare ], [ %next, %turn ]
          %to = phi ptr [ %target, %prepare ], [ %tonext, %turn ]
          %from = phi ptr [ %source, %prepare ], [ %fromnext, %turn ]
          %going = icmp ult i64 %i, %extent
          br i1 %going, label %turn, label %done
        turn:
          call void @weft.copy(ptr %to, ptr %from, i64 %rest, ptr %inner, i64 %size)
          %next = add i64 %i, 1
          %tonext = getelementptr i8, ptr %to, i64 %targetstep
          %fromnext = getelementptr i8, ptr %from, i64 %sourcestep
          br label %loop
        done:
          ret void
        }

        """);

    /// <summary>Repeats an element: (target, the element, its bytes, how many).</summary>
    public static ModuleFunction Fill { get; } = new("weft.fill", """
        define internal void @weft.fill(ptr %target, ptr %element, i64 %size, i64 %count) nounwind {
        entry:
          br label %loop
        loop:
          %i = phi i64 [ 0, %entry ], [ %next, %turn ]
          %going = icmp ult i64 %i, %count
          br i1 %going, label %turn, label %done
        turn:
          %offset = mul i64 %i, %size
          %at = getelementptr i8, ptr %target, i64 %offset
          call void @llvm.memcpy.p0.p0.i64(ptr %at, ptr %element, i64 %size, i1 false)
          %next = add i64 %i, 1
          br label %loop
        done:
          ret void
        }

        """);
}
