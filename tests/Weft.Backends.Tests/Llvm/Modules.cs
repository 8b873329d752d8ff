namespace Weft.Backends.Tests;

/// <summary>LLVM modules that the tests compile. Each test names its symbols apart, because all share one name space.</summary>
internal static class Modules
{
    /// <summary>y[i] = a * x[i] + y[i]; slots: a, x, n, y, n.</summary>
    public static string Saxpy(string name) => $$"""
        define void @{{name}}(ptr %args, i64 %begin, i64 %end, ptr %scratch) nounwind {
        entry:
          %a.slot = getelementptr i64, ptr %args, i64 1
          %a = load float, ptr %a.slot
          %x.slot = getelementptr i64, ptr %args, i64 2
          %x = load ptr, ptr %x.slot
          %n.slot = getelementptr i64, ptr %args, i64 3
          %n = load i64, ptr %n.slot
          %y.slot = getelementptr i64, ptr %args, i64 4
          %y = load ptr, ptr %y.slot
          br label %head
        head:
          %i = phi i64 [ 0, %entry ], [ %i.next, %body ]
          %more = icmp slt i64 %i, %n
          br i1 %more, label %body, label %exit
        body:
          %xi = getelementptr float, ptr %x, i64 %i
          %yi = getelementptr float, ptr %y, i64 %i
          %xv = load float, ptr %xi
          %yv = load float, ptr %yi
          %p = fmul float %a, %xv
          %s = fadd float %p, %yv
          store float %s, ptr %yi
          %i.next = add nsw i64 %i, 1
          br label %head
        exit:
          ret void
        }
        """;

    /// <summary>slot 1 = address of one float, replaced by powf(expf(x), 2).</summary>
    public static string Libm(string name) => $$"""
        declare float @expf(float)
        declare float @powf(float, float)
        define void @{{name}}(ptr %args, i64 %begin, i64 %end, ptr %scratch) nounwind {
          %slot = getelementptr i64, ptr %args, i64 1
          %p = load ptr, ptr %slot
          %x = load float, ptr %p
          %e = call float @expf(float %x)
          %r = call float @powf(float %e, float 2.0)
          store float %r, ptr %p
          ret void
        }
        """;

    /// <summary>out[i] = i*i by a parallel loop; slots: out, n. The tile writes through scratch to show that it is there.</summary>
    public static string ParallelSquares(string name) => $$"""
        define internal void @{{name}}.tile(ptr %env, i64 %begin, i64 %end, ptr %scratch) nounwind {
        entry:
          %out.slot = getelementptr i64, ptr %env, i64 1
          %out = load ptr, ptr %out.slot
          br label %body
        body:
          %i = phi i64 [ %begin, %entry ], [ %i.next, %body ]
          %sq = mul i64 %i, %i
          store volatile i64 %sq, ptr %scratch
          %back = load volatile i64, ptr %scratch
          %o = getelementptr i64, ptr %out, i64 %i
          store i64 %back, ptr %o
          %i.next = add nsw i64 %i, 1
          %more = icmp slt i64 %i.next, %end
          br i1 %more, label %body, label %exit
        exit:
          ret void
        }
        {{CallOfTiles(name, countSlot: 2, grain: 7)}}
        """;

    /// <summary>Every index of a parallel loop from 5 on faults at site 1 with bound 5; slots: n.</summary>
    public static string ParallelFault(string name) => $$"""
        define internal void @{{name}}.tile(ptr %env, i64 %begin, i64 %end, ptr %scratch) nounwind {
          %ok = icmp slt i64 %begin, 5
          br i1 %ok, label %done, label %fault
        fault:
          %ctx = load ptr, ptr %env
          %faulted = getelementptr i8, ptr %ctx, i64 4
          %won.pair = cmpxchg ptr %faulted, i32 0, i32 1 acq_rel monotonic
          %won = extractvalue { i32, i1 } %won.pair, 1
          br i1 %won, label %report, label %done
        report:
          %site = getelementptr i8, ptr %ctx, i64 8
          store i32 1, ptr %site
          %index = getelementptr i8, ptr %ctx, i64 16
          store i64 %begin, ptr %index
          %bound = getelementptr i8, ptr %ctx, i64 24
          store i64 5, ptr %bound
          br label %done
        done:
          ret void
        }
        {{CallOfTiles(name, countSlot: 1, grain: 1)}}
        """;

    /// <summary>Says that it started (slot 1 points to a flag) and runs until the stop word is set.</summary>
    public static string Endless(string name) => $$"""
        define void @{{name}}(ptr %args, i64 %begin, i64 %end, ptr %scratch) nounwind {
          %ctx = load ptr, ptr %args
          %slot = getelementptr i64, ptr %args, i64 1
          %flag = load ptr, ptr %slot
          store atomic i64 1, ptr %flag release, align 8
          br label %loop
        loop:
          %stop = load atomic i64, ptr %ctx monotonic, align 8
          %go = icmp eq i64 %stop, 0
          br i1 %go, label %loop, label %exit
        exit:
          ret void
        }
        """;

    /// <summary>Slots: bytes, alignment, where to store the address of the block, whether to free it.</summary>
    public static string Allocate(string name) => $$"""
        define void @{{name}}(ptr %args, i64 %begin, i64 %end, ptr %scratch) nounwind {
          %ctx = load ptr, ptr %args
          %s1 = getelementptr i64, ptr %args, i64 1
          %bytes = load i64, ptr %s1
          %s2 = getelementptr i64, ptr %args, i64 2
          %alignment = load i64, ptr %s2
          %s3 = getelementptr i64, ptr %args, i64 3
          %out = load ptr, ptr %s3
          %s4 = getelementptr i64, ptr %args, i64 4
          %free = load i64, ptr %s4
          %alloc.slot = getelementptr i8, ptr %ctx, i64 48
          %alloc = load ptr, ptr %alloc.slot
          %p = call ptr %alloc(ptr %ctx, i64 %bytes, i64 %alignment)
          store ptr %p, ptr %out
          %keep = icmp eq i64 %free, 0
          br i1 %keep, label %exit, label %release
        release:
          %free.slot = getelementptr i8, ptr %ctx, i64 56
          %f = load ptr, ptr %free.slot
          call void %f(ptr %ctx, ptr %p)
          br label %exit
        exit:
          ret void
        }
        """;

    /// <summary>Instruction selection has no pattern for this: LLVM ends in a fatal error.</summary>
    public const string CannotSelect = """
        define void @cannot_select(ptr %p) {
          %v = call i32 @llvm.nvvm.read.ptx.sreg.tid.x()
          store i32 %v, ptr %p
          ret void
        }
        declare i32 @llvm.nvvm.read.ptx.sreg.tid.x()
        """;

    private static string CallOfTiles(string name, int countSlot, int grain) => $$"""
        define void @{{name}}(ptr %args, i64 %begin, i64 %end, ptr %scratch) nounwind {
          %ctx = load ptr, ptr %args
          %n.slot = getelementptr i64, ptr %args, i64 {{countSlot}}
          %n = load i64, ptr %n.slot
          %pf.slot = getelementptr i8, ptr %ctx, i64 40
          %pf = load ptr, ptr %pf.slot
          call void %pf(ptr %ctx, ptr @{{name}}.tile, ptr %args, i64 %n, i64 {{grain}})
          ret void
        }
        """;
}
